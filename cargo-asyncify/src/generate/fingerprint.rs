//! Tells a file that the program wrote from one that was edited by hand.

const MARK: &str = "// fingerprint: ";

/// The line that a text bears. Space, and commas, are none of its business: rustfmt changes them.
pub(super) fn line(text: &str) -> String {
    // FNV-1a: it is to be the same for ever, and guards against nothing but oversight.
    let hash = significant(text)
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    format!("{MARK}{hash:016x}")
}

/// Whether a text is as it was written.
pub(super) fn is_intact(text: &str) -> bool {
    let Some(mark) = text.lines().find(|it| it.starts_with(MARK)) else {
        return false;
    };
    let rest: Vec<_> = text.lines().filter(|it| !it.starts_with(MARK)).collect();
    line(&rest.join("\n")) == mark.trim_end()
}

/// Whether two texts differ in nothing but their format.
pub(super) fn are_same(one: &str, other: &str) -> bool {
    significant(one) == significant(other)
}

fn significant(text: &str) -> String {
    text.chars()
        .filter(|it| !it.is_whitespace() && *it != ',')
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_is_noticed_and_a_format_is_not() {
        let text = "fn f(\n    a: u8,\n);\n";
        let written = format!("{}\n{text}", line(text));
        assert!(is_intact(&written));
        assert!(is_intact(
            &written
                .replace("\n    a: u8,\n", "a: u8")
                .replace('\n', "\r\n")
        ));
        assert!(!is_intact(&written.replace("u8", "u16")));
        assert!(!is_intact(text));
        assert!(are_same(text, "fn f(a: u8);"));
    }
}

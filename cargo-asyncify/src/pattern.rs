//! Patterns of paths: `traits::DeviceTrait::*`.

/// Whether a pattern matches a public path, with or without the crate's name. A `*` stands for
/// anything; a pattern without one matches what it names, and all below.
pub(crate) fn matches(pattern: &str, path: &str) -> bool {
    let below = path.split_once("::").map_or(path, |(_, rest)| rest);
    [path, below].into_iter().any(|path| {
        glob(pattern, path) || !pattern.contains('*') && glob(&format!("{pattern}::*"), path)
    })
}

fn glob(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((start, rest)) => text.strip_prefix(start).is_some_and(|text| {
            let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            ends.into_iter().any(|at| glob(rest, &text[at..]))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_pattern_may_leave_the_crate_out() {
        let path = "cpal::traits::DeviceTrait::build_input_stream";
        for pattern in [
            path,
            "traits::DeviceTrait::*",
            "cpal::traits::*",
            "*::build_*",
            "traits::DeviceTrait",
            "*",
        ] {
            assert!(matches(pattern, path), "{pattern}");
        }
        for pattern in ["traits::Device", "DeviceTrait::*", "*_output_stream", ""] {
            assert!(!matches(pattern, path), "{pattern}");
        }
    }
}

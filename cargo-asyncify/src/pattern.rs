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
    let Some((start, rest)) = pattern.split_once('*') else {
        return pattern == text;
    };
    let Some(mut left) = text.strip_prefix(start) else {
        return false;
    };
    let (middle, end) = rest.rsplit_once('*').unwrap_or(("", rest));
    // The first place that fits leaves most to the parts that follow.
    for part in middle.split('*') {
        match left.split_once(part) {
            Some((_, after)) => left = after,
            None => return false,
        }
    }
    left.ends_with(end)
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
            "*::*Trait::*_*stream",
            "traits::DeviceTrait",
            "*",
        ] {
            assert!(matches(pattern, path), "{pattern}");
        }
        let stars = "*".repeat(200);
        assert!(matches(&stars, path) && !matches(&format!("{stars}?"), path));
        for pattern in [
            "*input*input*",
            "cpal::*cpal::*",
            "traits::Device",
            "DeviceTrait::*",
            "*_output_stream",
            "",
        ] {
            assert!(!matches(pattern, path), "{pattern}");
        }
    }
}

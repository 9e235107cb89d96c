use asyncify::asyncify;

#[asyncify(blocking)]
fn longest(names: &[String]) -> &str {
    names.iter().map(String::as_str).max().unwrap_or_default()
}

fn main() {}

// mend: `-> &str` -> `-> String`
//       `.unwrap_or_default()` -> `.unwrap_or_default().to_owned()`

use asyncify::asyncify;

#[asyncify(blocking)]
fn longest(names: &[String]) -> &str {
    names.iter().map(String::as_str).max().unwrap_or_default()
}

fn main() {}

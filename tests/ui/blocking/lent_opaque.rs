use std::fmt::Display;

use asyncify::asyncify;

#[asyncify(blocking)]
fn show(value: &impl Display) -> String {
    value.to_string()
}

fn main() {}

// mend: `value: &impl Display` -> `value: impl Display + Send + 'static`

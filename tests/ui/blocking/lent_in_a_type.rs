use std::borrow::Cow;

use asyncify::asyncify;

#[asyncify(blocking)]
fn show(value: Cow<'_, str>) -> String {
    value.into_owned()
}

fn main() {}

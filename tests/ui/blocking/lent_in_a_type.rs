use std::borrow::Cow;

use asyncify::asyncify;

#[asyncify(blocking)]
fn show(value: Cow<'_, str>) -> String {
    value.into_owned()
}

fn main() {}

// mend: `value: Cow<'_, str>` -> `value: Cow<'static, str>`
// mend: `value: Cow<'_, str>` -> `value: String`
//       `value.into_owned()` -> `value`

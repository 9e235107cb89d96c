use asyncify::asyncify;

#[asyncify(map = |text| text.len())]
fn watch(mut callback: impl FnMut(&str) + Send + 'static) {
    callback("text");
}

fn main() {}

// mend: `(map = |text| text.len())` -> ``
//       `watch(` -> `watch(#[map(|text| text.len())] `

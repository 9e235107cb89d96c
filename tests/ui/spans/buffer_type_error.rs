use asyncify::asyncify;

#[asyncify(overflow = block, buffer = size())]
fn run(callback: impl FnMut(u8) + Send + 'static) {
    drop(callback);
}

fn size() -> &'static str {
    "64"
}

fn main() {}

// mend: `"64"` -> `64`
//       `&'static str` -> `usize`

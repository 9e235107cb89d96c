use asyncify::asyncify;

#[asyncify(overflow = drop_oldest(8))]
fn run(mut callback: impl FnMut(u8) + Send + 'static) {
    callback(1);
}

#[asyncify(stream(64))]
fn listen(mut callback: impl FnMut(u8) + Send + 'static) {
    callback(1);
}

fn main() {}

// mend: `drop_oldest(8)` -> `drop_oldest, buffer = 8`
//       `stream(64)` -> `stream`

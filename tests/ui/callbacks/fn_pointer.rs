use asyncify::asyncify;

#[asyncify]
fn run(callback: fn(u8)) {
    callback(1);
}

fn main() {}

// mend: `callback: fn(u8)` -> `callback: impl FnOnce(u8)`
// mend: `callback: fn(u8)` -> `mut callback: impl FnMut(u8)`
// mend: `callback: fn(u8)` -> `#[skip] change: fn(u8), callback: impl FnOnce(u8)`

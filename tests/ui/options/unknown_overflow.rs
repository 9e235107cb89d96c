use asyncify::asyncify;

#[asyncify(overflow = drop_oldst)]
fn run(mut callback: impl FnMut(u8) + Send + 'static) {
    callback(1);
}

#[asyncify(overflow = DropOldest)]
fn listen(mut callback: impl FnMut(u8) + Send + 'static) {
    callback(1);
}

fn main() {}

// mend: `drop_oldst` -> `drop_oldest`
//       `DropOldest` -> `drop_oldest`

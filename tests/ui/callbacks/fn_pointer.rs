use asyncify::asyncify;

#[asyncify]
fn run(callback: fn(u8)) {
    callback(1);
}

fn main() {}

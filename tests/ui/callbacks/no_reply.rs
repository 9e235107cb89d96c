use asyncify::asyncify;

#[asyncify]
fn run(callback: impl FnMut(u8) -> bool + Send + 'static) {
    drop(callback);
}

fn main() {}

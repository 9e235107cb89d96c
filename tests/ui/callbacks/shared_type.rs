use asyncify::asyncify;

#[asyncify]
fn run<F: FnMut(u8) + Send + 'static>(#[item] a: F, #[error] b: F) {
    drop((a, b));
}

fn main() {}

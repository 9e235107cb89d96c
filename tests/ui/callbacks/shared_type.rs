use asyncify::asyncify;

#[asyncify]
fn run<F: FnMut(u8) + Send + 'static>(#[item] a: F, #[error] b: F) {
    drop((a, b));
}

fn main() {}

// mend: `<F: FnMut(u8) + Send + 'static>(#[item] a: F, #[error] b: F)` -> `<F: FnMut(u8) + Send + 'static, G: FnMut(u8) + Send + 'static>(#[item] a: F, #[error] b: G)`

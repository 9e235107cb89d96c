use asyncify::asyncify;

#[asyncify]
fn run(callback: impl FnOnce(u8) + Send + 'static);

fn main() {}

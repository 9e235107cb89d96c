use asyncify::asyncify;

struct Guard<F>(F);

#[asyncify]
fn run<F: FnMut(u8) + Send + 'static>(callback: F) -> Guard<F> {
    Guard(callback)
}

fn main() {}

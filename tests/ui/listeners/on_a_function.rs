use asyncify::asyncify;

#[asyncify(listener)]
fn run(callback: impl FnMut(u8) + Send + 'static) {
    drop(callback);
}

fn main() {}

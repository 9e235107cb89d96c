use asyncify::asyncify;

struct Big;

#[asyncify]
fn run(callback: impl FnOnce(&Big) + Send + 'static) {
    callback(&Big);
}

fn main() {}

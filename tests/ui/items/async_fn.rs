use asyncify::asyncify;

#[asyncify]
async fn run(callback: impl FnOnce(u8) + Send + 'static) {
    callback(1);
}

fn main() {}

// mend: `#[asyncify]` -> ``

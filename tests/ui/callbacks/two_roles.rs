use asyncify::asyncify;

#[asyncify]
fn run(#[item] #[error] callback: impl FnMut(u8) + Send + 'static) {
    drop(callback);
}

fn main() {}

// mend: `#[error] ` -> ``

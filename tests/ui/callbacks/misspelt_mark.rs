use asyncify::asyncify;

#[asyncify]
fn run(#[itme] callback: impl FnMut(u8) + Send + 'static) {
    drop(callback);
}

fn main() {}

// mend: `itme` -> `item`

use asyncify::asyncify;

#[asyncify(abandoned = panic)]
fn run(mut callback: impl FnMut(u8) + Send + 'static) {
    callback(1);
}

fn main() {}

// mend: `(abandoned = panic)` -> ``

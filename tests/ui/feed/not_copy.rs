use asyncify::asyncify;

#[asyncify(feed)]
fn play(mut callback: impl FnMut(&mut [String]) + Send + 'static) {
    callback(&mut [String::new()]);
}

fn main() {}

// mend: `#[asyncify(feed)]\n` -> ``

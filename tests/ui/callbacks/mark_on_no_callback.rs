use asyncify::asyncify;

#[asyncify]
fn run(#[item] times: u8, callback: impl FnOnce(u8) + Send + 'static) {
    callback(times);
}

fn main() {}

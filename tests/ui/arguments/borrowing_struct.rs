use asyncify::asyncify;

struct Event<'a>(&'a str);

#[asyncify]
fn run(mut callback: impl FnMut(Event<'_>) + Send + 'static) {
    callback(Event("x"));
}

fn main() {}

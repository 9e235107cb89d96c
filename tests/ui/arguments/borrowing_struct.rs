use asyncify::asyncify;

struct Event<'a>(&'a str);

#[asyncify]
fn run(mut callback: impl FnMut(Event<'_>) + Send + 'static) {
    callback(Event("x"));
}

fn main() {}

// mend: `mut callback` -> `#[map(|event| -> String { event.0.to_owned() })] mut callback`

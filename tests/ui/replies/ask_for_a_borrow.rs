use asyncify::asyncify;

#[asyncify]
fn run(#[reply(ask, default = "")] callback: impl for<'a> FnMut(&'a str) -> &'a str + Send + 'static) {
    drop(callback);
}

fn main() {}

// mend: `ask, default = ""` -> `""`

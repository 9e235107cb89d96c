use asyncify::asyncify;

#[asyncify]
fn run(#[reply(ask, defalt = true)] callback: impl FnMut(u8) -> bool + Send + 'static) {
    drop(callback);
}

fn main() {}

// mend: `defalt` -> `default`

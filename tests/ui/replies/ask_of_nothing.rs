use asyncify::asyncify;

#[asyncify]
fn run(#[reply(ask, default = ())] callback: impl FnMut(u8) + Send + 'static) {
    drop(callback);
}

fn main() {}

// mend: `#[reply(ask, default = ())] ` -> ``

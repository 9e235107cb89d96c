use asyncify::asyncify;

#[asyncify(elephant)]
fn run(callback: impl FnOnce(u8) + Send + 'static) {
    callback(1);
}

fn main() {}

// mend: `elephant` -> `once`

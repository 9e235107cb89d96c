use asyncify::asyncify;

#[asyncify(blocking, stream)]
fn run(n: u8) {
    drop(n);
}

fn main() {}

// mend: `, stream` -> ``

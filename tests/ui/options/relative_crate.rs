use asyncify::asyncify;

#[asyncify(crate = self::asyncify)]
fn run(callback: impl FnOnce(u8) + Send + 'static) {
    callback(1);
}

fn main() {}

// mend: `self::asyncify` -> `::asyncify`

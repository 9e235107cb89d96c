use asyncify::asyncify;

#[asyncify(overflow = Overflow::Latest)]
fn run(mut callback: impl FnMut(u8) + Send + 'static) {
    callback(1);
}

#[asyncify(wake = Wake::every(8))]
fn listen(mut callback: impl FnMut(u8) + Send + 'static) {
    callback(1);
}

fn main() {}

// mend: `Overflow::Latest` -> `latest`
//       `Wake::every` -> `every`

use asyncify::asyncify;

#[asyncify(strem)]
fn run(callback: impl FnOnce(u8) + Send + 'static) {
    callback(1);
}

fn main() {}

// mend: `strem` -> `stream`
//       `callback: impl FnOnce` -> `mut callback: impl FnMut`

use asyncify::asyncify;

#[asyncify(keep)]
fn run(#[cfg(unix)] times: u8, callback: impl FnOnce(u8) + Send + 'static) {
    callback(times);
}

fn main() {}

// mend: `#[asyncify(keep)]` -> `#[cfg(unix)] #[asyncify(keep)]`
//       `#[cfg(unix)] times` -> `times`

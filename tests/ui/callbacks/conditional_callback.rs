use asyncify::asyncify;

#[asyncify]
fn run(#[cfg(unix)] callback: impl FnMut(u8) + Send + 'static) {
    drop(callback);
}

fn main() {}

// mend: `#[asyncify]` -> `#[cfg(unix)] #[asyncify]`
//       `#[cfg(unix)] callback` -> `callback`

use asyncify::asyncify;

#[asyncify]
fn run(#[cfg_attr(unix, cfg_attr(not(windows), map(|n| n + 1)))] callback: impl FnMut(u8) + Send + 'static) {
    drop(callback);
}

fn main() {}

// mend: `#[asyncify]` -> `#[cfg(not(unix))] #[asyncify] fn run(callback: impl FnMut(u8) + Send + 'static) { drop(callback) } #[cfg(unix)] #[asyncify]`
//       `cfg_attr(unix, cfg_attr(not(windows), map(|n| n + 1)))` -> `map(|n| n + 1)`

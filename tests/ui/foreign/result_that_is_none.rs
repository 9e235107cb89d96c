use asyncify::asyncify;

struct ScanResult<T>(T);

#[asyncify]
fn scan(callback: impl FnMut(u8) + Send + 'static) -> ScanResult<u8> {
    let mut callback = callback;
    callback(1);
    ScanResult(2)
}

fn main() {}

// mend: `#[asyncify]` -> `#[asyncify] #[status(|value| -> Result<u8, ()> { Ok(value.0) })]`

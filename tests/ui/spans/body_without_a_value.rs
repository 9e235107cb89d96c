use asyncify::asyncify;

#[asyncify]
fn run(callback: impl FnMut(u8) + Send + 'static) -> u32 {
    drop(callback);
}

#[asyncify]
fn ask(callback: impl FnOnce(u8) + Send + 'static) -> Result<u32, String> {
    callback(1);
}

fn main() {}

// mend: `drop(callback);` -> `drop(callback); 1`
//       `callback(1);` -> `callback(1); Ok(1)`

use asyncify::asyncify;

#[asyncify(blocking)]
fn read(#[cfg(unix)] descriptor: i32) -> i32 {
    descriptor
}

fn main() {}

// mend: `#[asyncify(blocking)]` -> `#[cfg(unix)] #[asyncify(blocking)]`
//       `#[cfg(unix)] descriptor` -> `descriptor`

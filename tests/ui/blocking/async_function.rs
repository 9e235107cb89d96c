use asyncify::asyncify;

#[asyncify(blocking)]
async fn read() -> u8 {
    std::fs::read("/dev/null").map_or(0, |bytes| bytes.len() as u8)
}

fn main() {}

// mend: `#[asyncify(blocking)]` -> ``
// mend: `#[asyncify(blocking)]` -> ``
//       `std::fs::read("/dev/null").map_or(0, |bytes| bytes.len() as u8)` -> `asyncify::blocking(move || std::fs::read("/dev/null").map_or(0, |bytes| bytes.len() as u8)).await`

use asyncify::asyncify;

#[asyncify(blocking, buffer = 4)]
fn read(path: String) -> std::io::Result<Vec<u8>> {
    std::fs::read(path)
}

fn main() {}

// mend: `, buffer = 4` -> ``
// mend: `buffer = 4` -> `stream, buffer = 4`
//       `Result<Vec<u8>>` -> `Result<impl Iterator<Item = u8>>`
//       `std::fs::read(path)` -> `Ok(std::fs::read(path)?.into_iter())`

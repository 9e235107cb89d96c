use asyncify::asyncify;

#[asyncify(blocking, buffer = 4)]
fn read(path: String) -> std::io::Result<Vec<u8>> {
    std::fs::read(path)
}

fn main() {}

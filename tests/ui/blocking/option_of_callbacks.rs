use asyncify::asyncify;

#[asyncify(blocking, overflow = drop_oldest)]
fn read(path: String) -> std::io::Result<Vec<u8>> {
    std::fs::read(path)
}

fn main() {}

// mend: `, overflow = drop_oldest` -> ``

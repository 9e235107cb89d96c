use asyncify::asyncify;

#[asyncify(blocking, wrapper = AsyncFile)]
impl std::fs::File {
    const LENGTH: u64;
    fn sync_all(&self) -> std::io::Result<()>;
}

fn main() {}

// mend: `    const LENGTH: u64;\n` -> ``

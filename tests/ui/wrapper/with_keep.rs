use asyncify::asyncify;

#[asyncify(blocking, wrapper = AsyncFile, keep)]
impl std::fs::File {
    fn sync_all(&self) -> std::io::Result<()>;
}

fn main() {}

// mend: `, keep` -> ``

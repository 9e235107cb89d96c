use asyncify::asyncify;

#[asyncify(blocking, wrapper)]
impl std::fs::File {
    fn sync_all(&self) -> std::io::Result<()>;
}

fn main() {}

// mend: `wrapper` -> `wrapper = AsyncName`

use asyncify::asyncify;

#[asyncify(wrapper = AsyncFile)]
impl std::fs::File {
    fn sync_all(&self) -> std::io::Result<()>;
}

fn main() {}

// mend: `wrapper` -> `blocking, wrapper`

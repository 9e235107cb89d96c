use asyncify::asyncify;

#[asyncify(once, blocking)]
fn copy(
    from: String,
    #[progress] on_progress: impl FnMut(u64),
    on_retry: impl FnMut(u32),
) -> std::io::Result<u64> {
    drop((from, on_progress, on_retry));
    Ok(1)
}

fn main() {}

// mend: `    on_retry: impl` -> `    #[item] on_retry: impl`
// mend: `    on_retry: impl FnMut(u32)` -> `    #[skip] on_retry: impl FnMut(u32) + Send + 'static`

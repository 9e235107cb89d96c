use asyncify::asyncify;

#[asyncify(blocking)]
fn count() -> std::io::Result<impl Iterator> {
    Ok(0..3)
}

fn main() {}

// mend: `impl Iterator` -> `impl Iterator<Item = i32>`

use asyncify::asyncify;

#[asyncify(stream, blocking)]
fn read(lines: impl Iterator<Item = String>, callback: impl FnMut(String)) {
    lines.for_each(callback);
}

fn main() {}

// mend: `Iterator<Item = String>` -> `Iterator<Item = String> + Send + 'static`

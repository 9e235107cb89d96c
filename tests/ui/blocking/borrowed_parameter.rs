use asyncify::asyncify;

#[asyncify(stream, blocking)]
fn read(path: &str, mut callback: impl FnMut(String)) {
    callback(path.to_owned());
}

fn main() {}

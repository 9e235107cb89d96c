use asyncify::asyncify;

#[asyncify(error = "std::io::Error")]
fn run(callback: impl FnOnce(Result<u8, std::io::Error>) + Send + 'static) {
    callback(Ok(1));
}

fn main() {}

// mend: `"std::io::Error"` -> `std::io::Error`

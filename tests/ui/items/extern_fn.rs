use asyncify::asyncify;

#[asyncify]
extern "C" fn run(callback: Box<dyn FnOnce(u8)>) {
    callback(1);
}

fn main() {}

// mend: `extern "C" fn` -> `fn`

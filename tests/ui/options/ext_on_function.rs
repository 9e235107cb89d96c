use asyncify::asyncify;

#[asyncify(ext = RunExt)]
fn run(callback: impl FnOnce(u8) + Send + 'static) {
    callback(1);
}

fn main() {}

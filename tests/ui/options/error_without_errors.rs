use asyncify::asyncify;

struct AppError;

#[asyncify(error = AppError)]
fn run(mut callback: impl FnMut(u8) + Send + 'static) {
    callback(1);
}

fn main() {}

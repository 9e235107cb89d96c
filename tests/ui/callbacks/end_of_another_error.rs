use asyncify::asyncify;

struct A;
struct B;

#[asyncify]
fn run(
    #[item] on_data: impl FnMut(u8) + Send + 'static,
    #[error] on_error: impl FnMut(A) + Send + 'static,
    #[end] on_end: impl FnOnce(Result<(), B>) + Send + 'static,
) {
    drop((on_data, on_error, on_end));
}

fn main() {}

use asyncify::asyncify;

struct A;
struct B;

#[asyncify]
fn run(callback: impl FnOnce(Result<u8, A>) + Send + 'static) -> Result<(), B> {
    drop(callback);
    Ok(())
}

#[asyncify]
fn ask(
    #[item] callback: impl FnOnce(Result<u8, A>) + Send + 'static,
    #[error] on_error: impl FnOnce(B) + Send + 'static,
) {
    callback(Err(A));
    drop(on_error);
}

fn main() {}

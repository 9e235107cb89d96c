use asyncify::asyncify;

struct A;
struct B;

#[asyncify]
fn run(callback: impl FnOnce(Result<u8, A>) + Send + 'static) -> Result<(), B> {
    drop(callback);
    Ok(())
}

fn main() {}

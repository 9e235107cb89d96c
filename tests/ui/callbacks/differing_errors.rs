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

// mend: `#[asyncify]` -> `#[asyncify(error = Failure)]`
//       `struct A;` -> `struct A; struct Failure;`
//       `struct A;` -> `struct A; impl From<A> for Failure { fn from(_: A) -> Self { Failure } }`
//       `struct A;` -> `struct A; impl From<B> for Failure { fn from(_: B) -> Self { Failure } }`
//       `struct A;` -> `struct A; impl From<asyncify::Abandoned> for Failure { fn from(_: asyncify::Abandoned) -> Self { Failure } }`

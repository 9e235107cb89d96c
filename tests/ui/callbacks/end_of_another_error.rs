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

// mend: `#[asyncify]` -> `#[asyncify(error = Failure)]`
//       `struct A;` -> `struct A; struct Failure;`
//       `struct A;` -> `struct A; impl From<A> for Failure { fn from(_: A) -> Self { Failure } }`
//       `struct A;` -> `struct A; impl From<B> for Failure { fn from(_: B) -> Self { Failure } }`

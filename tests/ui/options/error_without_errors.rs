use asyncify::asyncify;

struct AppError;

#[asyncify(error = AppError)]
fn run(mut callback: impl FnMut(u8) + Send + 'static) {
    callback(1);
}

fn main() {}

// mend: `(error = AppError)` -> ``
// mend: `callback: impl FnMut(u8) + Send + 'static` -> `#[item] mut callback: impl FnMut(u8) + Send + 'static, #[error] failed: impl FnMut(u8) + Send + 'static`
//       `run(mut #[item]` -> `run(#[item]`
//       `struct AppError;` -> `struct AppError; impl From<u8> for AppError { fn from(_: u8) -> Self { AppError } }`
// mend: `error = AppError` -> `error = AppError, overflow = drop_oldest`
//       `struct AppError;` -> `struct AppError; impl From<asyncify::Lagged> for AppError { fn from(_: asyncify::Lagged) -> Self { AppError } }`

use asyncify::asyncify;

struct AppError;

impl From<asyncify::Abandoned> for AppError {
    fn from(_: asyncify::Abandoned) -> AppError {
        AppError
    }
}

#[asyncify(error = AppError)]
fn load(callback: impl FnOnce(Result<u8, std::fmt::Error>) + Send + 'static) {
    callback(Ok(1));
}

#[asyncify(error = AppError)]
fn listen(
    #[item] on_data: impl FnMut(u8) + Send + 'static,
    #[error] on_error: impl FnMut(String) + Send + 'static,
) {
    drop((on_data, on_error));
}

#[asyncify(error = AppError)]
fn watch(callback: impl FnMut(u8) + Send + 'static) -> Result<(), u8> {
    drop(callback);
    Ok(())
}

fn main() {}

// mend: `struct AppError;` -> `struct AppError; impl From<u8> for AppError { fn from(_: u8) -> AppError { AppError } }`
//       `struct AppError;` -> `struct AppError; impl From<String> for AppError { fn from(_: String) -> AppError { AppError } }`
//       `struct AppError;` -> `struct AppError; impl From<std::fmt::Error> for AppError { fn from(_: std::fmt::Error) -> AppError { AppError } }`

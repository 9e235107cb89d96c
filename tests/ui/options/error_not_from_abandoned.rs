use asyncify::asyncify;
use std::fmt;

#[asyncify(error = fmt::Error)]
fn add(callback: impl FnOnce(u8) + Send + 'static) {
    callback(1);
}

#[asyncify(error = fmt::Error)]
fn read(callback: impl FnOnce(Result<u8, fmt::Error>) + Send + 'static) {
    callback(Ok(1));
}

fn main() {}

// mend: `error = fmt::Error` -> `error = Failed`
//       `fn main() {}` -> `struct Failed; impl From<fmt::Error> for Failed { fn from(_: fmt::Error) -> Self { Failed } }`
//       `struct Failed;` -> `struct Failed; impl From<asyncify::Abandoned> for Failed { fn from(_: asyncify::Abandoned) -> Self { Failed } }`
// mend: `error = fmt::Error` -> `error = Box<dyn std::error::Error + Send + Sync>`
// mend: `#[asyncify(error = fmt::Error)]\nfn add` -> `#[asyncify(error = std::io::Error)]\nfn add`
//       `error = fmt::Error` -> `error = fmt::Error, abandoned = panic`
// mend: `error = fmt::Error` -> `error = fmt::Error, abandoned = panic`

use asyncify::asyncify;

#[asyncify]
fn run(#[error] on_error: impl FnOnce(u8), #[end] on_end: impl FnOnce()) {
    drop((on_error, on_end));
}

fn main() {}

// mend: `#[error] on_error` -> `#[item] on_error`
//       `#[end] on_end` -> `#[skip] on_end`

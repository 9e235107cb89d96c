use asyncify::asyncify;

#[asyncify]
fn run(
    on_data: impl FnMut(u8) + Send + 'static,
    on_error: impl FnMut(String) + Send + 'static,
    on_finish: impl FnOnce() + Send + 'static,
) {
    drop((on_data, on_error, on_finish));
}

fn main() {}

// mend: `    on_data: impl` -> `    #[item] on_data: impl`
//       `    on_error: impl` -> `    #[error] on_error: impl`
//       `    on_finish: impl` -> `    #[end] on_finish: impl`

use asyncify::asyncify;

#[asyncify]
fn run(
    on_data: impl FnMut(u8) -> bool + Send + 'static,
    on_error: impl FnMut(&mut String) -> bool + Send + 'static,
) {
    drop((on_data, on_error));
}

fn main() {}

// mend: `    on_data: impl` -> `    #[item] #[reply(true)] on_data: impl`
//       `    on_error: impl` -> `    #[error] #[reply(true)] #[map(|error| error.clone())] on_error: impl`

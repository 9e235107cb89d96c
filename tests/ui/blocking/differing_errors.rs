use asyncify::asyncify;

#[asyncify(blocking)]
fn read(
    #[item] mut callback: impl FnMut(u8),
    #[error] mut on_error: impl FnMut(String),
) -> Result<(), std::num::ParseIntError> {
    callback(1);
    on_error(String::new());
    Ok(())
}

fn main() {}

// mend: `#[asyncify(blocking)]` -> `#[asyncify(blocking, error = Failure)]`
//       `fn main() {}` -> `enum Failure { Parsed(std::num::ParseIntError), Said(String), Abandoned }`
//       `enum Failure` -> `impl From<String> for Failure { fn from(it: String) -> Self { Failure::Said(it) } } enum Failure`
//       `enum Failure` -> `impl From<std::num::ParseIntError> for Failure { fn from(it: std::num::ParseIntError) -> Self { Failure::Parsed(it) } } enum Failure`

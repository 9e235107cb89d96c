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

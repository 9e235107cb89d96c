use asyncify::asyncify;

#[asyncify]
fn run(
    #[item] on_data: impl FnMut(u8) + Send + 'static,
    #[error(deadly)] on_error: impl FnMut(u8) + Send + 'static,
) {
    drop((on_data, on_error));
}

fn main() {}

use asyncify::asyncify;

#[asyncify]
fn run(
    #[item] on_data: impl FnMut(u8) + Send + 'static,
    #[item] on_more: impl FnMut(u8) + Send + 'static,
) {
    drop((on_data, on_more));
}

fn main() {}

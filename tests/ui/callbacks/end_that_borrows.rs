use asyncify::asyncify;

#[asyncify]
fn run(
    #[item] on_data: impl FnMut(u8) + Send + 'static,
    #[end] on_end: impl FnOnce(Result<(), &str>) + Send + 'static,
) {
    drop((on_data, on_end));
}

fn main() {}

// mend: `#[end]` -> `#[end] #[map(|end| end.map_err(|it| it.to_owned()))]`

use asyncify::asyncify;

#[asyncify]
fn run(
    #[item] on_item: impl FnMut(u8) + Send + 'static,
    #[error]
    #[reply(ask, default = true)]
    on_error: impl FnMut(String) -> bool + Send + 'static,
) {
    drop((on_item, on_error));
}

fn main() {}

// mend: `ask, default = true` -> `true`

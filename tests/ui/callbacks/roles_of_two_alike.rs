use asyncify::asyncify;

#[asyncify]
fn watch(
    on_open: impl FnMut(u8) + Send + 'static,
    on_shut: impl FnMut(u8) + Send + 'static,
) {
    drop((on_open, on_shut));
}

fn main() {}

// mend: `    on_open: impl` -> `    #[item] on_open: impl`
//       `    on_shut: impl` -> `    #[skip] on_shut: impl`

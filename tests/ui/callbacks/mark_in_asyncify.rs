use asyncify::asyncify;

#[asyncify]
fn listen(
    #[asyncify(item)] on_item: impl FnMut(u8) + Send + 'static,
    #[end] on_end: impl FnOnce() + Send + 'static,
) {
    drop((on_item, on_end));
}

#[asyncify]
fn watch(#[asyncify::map(|text| text.len())] on_text: impl FnMut(String) + Send + 'static) {
    drop(on_text);
}

fn main() {}

// mend: `#[asyncify(item)]` -> `#[item]`
//       `#[asyncify::map(` -> `#[map(`

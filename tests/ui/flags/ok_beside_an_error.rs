use asyncify::asyncify;

#[asyncify(once)]
fn save(
    #[item]
    #[ok_if(|ok| ok)]
    callback: impl FnOnce(bool),
    #[error] on_error: impl FnOnce(u8),
) {
    callback(true);
    on_error(0);
}

fn main() {}

// mend: `#[ok_if(|ok| ok)]` -> ``
// mend: `#[error]` -> `#[skip]`

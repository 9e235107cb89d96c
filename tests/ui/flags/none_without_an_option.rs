use asyncify::asyncify;

#[asyncify]
fn rows(#[end_if(none)] mut on_row: impl FnMut(u8)) {
    on_row(1);
}

fn main() {}

// mend: `#[end_if(none)]` -> `#[map(|n| -> Option<u8> { (n > 0).then_some(n) })] #[end_if(none)]`
// mend: `none` -> `|n| n > 1`

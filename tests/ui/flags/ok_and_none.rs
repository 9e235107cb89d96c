use asyncify::asyncify;

#[asyncify]
fn rows(
    #[ok_if(|row| row != Some(0))]
    #[end_if(none)]
    mut on_row: impl FnMut(Option<u8>),
) {
    on_row(None);
}

fn main() {}

// mend: `none` -> `|row| row.is_none()`

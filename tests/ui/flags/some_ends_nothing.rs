use asyncify::asyncify;

#[asyncify]
fn rows(#[end_if(some)] mut on_row: impl FnMut(Option<u8>)) {
    on_row(None);
}

fn main() {}

// mend: `some` -> `none`
// mend: `some` -> `|row| row.is_none()`

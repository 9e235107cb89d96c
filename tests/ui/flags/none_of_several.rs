use asyncify::asyncify;

#[asyncify]
fn rows(#[end_if(none)] mut on_row: impl FnMut(Option<u8>, Option<String>)) {
    on_row(None, None);
}

fn main() {}

// mend: `none` -> `|a, b| a.is_none()`

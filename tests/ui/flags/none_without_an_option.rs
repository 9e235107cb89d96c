use asyncify::asyncify;

#[asyncify]
fn rows(#[end_if(none)] mut on_row: impl FnMut(u8)) {
    on_row(1);
}

fn main() {}

use asyncify::asyncify;

#[asyncify]
fn save(#[ok_if(|ok| ok)] callback: impl FnOnce(u8, bool)) {
    callback(1, true);
}

fn main() {}

// mend: `|ok|` -> `|_, ok|`

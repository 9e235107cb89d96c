use asyncify::asyncify;

#[asyncify]
fn save(#[ok_if(ok)] callback: impl FnOnce(bool)) {
    callback(true);
}

fn main() {}

// mend: `ok_if(ok)` -> `ok_if(|ok| ok)`

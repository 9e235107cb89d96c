use asyncify::asyncify;

#[asyncify]
fn save(
    #[item] callback: impl FnOnce(u8),
    #[error]
    #[ok_if(|code| code == 0)]
    on_error: impl FnOnce(u8),
) {
    callback(1);
    on_error(0);
}

fn main() {}

// mend: `    #[ok_if(|code| code == 0)]\n` -> ``
//       `#[item]` -> `#[item] #[ok_if(|n| n > 0)]`
//       `#[error]` -> `#[skip]`

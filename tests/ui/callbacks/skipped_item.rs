use asyncify::asyncify;

#[asyncify]
fn run(#[skip] #[item] a: impl Fn(u8), callback: impl FnOnce(u8) + Send + 'static) {
    a(1);
    callback(1);
}

fn main() {}

// mend: `#[item] ` -> ``
// mend: `#[skip] #[item] a` -> `#[item] a`
//       `, callback` -> `, #[skip] callback`

use asyncify::asyncify;

#[asyncify]
#[status(|yes| -> bool { !yes })]
fn run(callback: impl FnOnce(u8)) -> bool {
    callback(1);
    true
}

fn main() {}

// mend: `-> bool { !yes }` -> `-> Result<(), ()> { if yes { Ok(()) } else { Err(()) } }`

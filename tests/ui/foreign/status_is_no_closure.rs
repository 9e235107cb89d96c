use asyncify::asyncify;

fn started(yes: bool) -> Result<(), ()> {
    if yes { Ok(()) } else { Err(()) }
}

#[asyncify]
#[status(started)]
fn run(callback: impl FnOnce(u8)) -> bool {
    callback(1);
    true
}

fn main() {}

// mend: `status(started)` -> `status(|value| -> Result<(), ()> { started(value) })`

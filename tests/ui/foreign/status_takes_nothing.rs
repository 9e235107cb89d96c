use asyncify::asyncify;

#[asyncify]
#[status(|| Ok::<(), ()>(()))]
fn run(callback: impl FnOnce(u8)) -> bool {
    callback(1);
    true
}

fn main() {}

// mend: `|| Ok::<(), ()>(())` -> `|value| -> Result<(), ()> { if value { Ok(()) } else { Err(()) } }`

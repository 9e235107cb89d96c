use asyncify::asyncify;

#[asyncify]
#[status(|yes: bool| -> Result<(), ()> { yes.then_some(()).ok_or(()) })]
#[status(|no: bool| -> Result<(), ()> { (!no).then_some(()).ok_or(()) })]
fn run(callback: impl FnOnce(u8)) -> bool {
    callback(1);
    true
}

fn main() {}

// mend: `#[status(|no: bool| -> Result<(), ()> { (!no).then_some(()).ok_or(()) })]` -> ``

use asyncify::asyncify;

#[asyncify(blocking, cancel = |handle, reason| stop(handle, reason))]
fn read(mut callback: impl FnMut(u8)) {
    callback(1);
}

fn main() {}

// mend: `|handle, reason| stop(handle, reason)` -> `|| stop(1)`
//       `fn main() {}` -> `fn stop(_: u8) {}`

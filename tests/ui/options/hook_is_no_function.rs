use asyncify::asyncify;

#[asyncify(cancel = "stop", start = 1)]
fn run(callback: impl FnMut(u8) + Send + 'static) -> u8 {
    drop(callback);
    1
}

fn main() {}

// mend: `"stop"` -> `|handle| drop(handle)`
//       `start = 1` -> `start = |handle| ()`

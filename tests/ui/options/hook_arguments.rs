use asyncify::asyncify;

#[asyncify(cancel = |id, reason| stop(id, reason))]
fn listen(callback: impl FnMut(u8) + Send + 'static) -> u8 {
    drop(callback);
    1
}

#[asyncify(start = || ())]
fn watch(callback: impl FnMut(u8) + Send + 'static) -> u8 {
    drop(callback);
    1
}

#[asyncify(cancel = async |id| stop(id, 0))]
fn look(callback: impl FnMut(u8) + Send + 'static) -> u8 {
    drop(callback);
    1
}

fn stop(_: u8, _: u8) {}

fn main() {}

// mend: `|id, reason| stop(id, reason)` -> `|handle| stop(handle, 0)`
//       `start = || ()` -> `start = |handle| stop(*handle, 1)`
//       `async |id|` -> `|id|`
// mend: `|id, reason| stop(id, reason)` -> `|| stop(1, 0)`
//       `start = || ()` -> `start = |handle| ()`
//       `async |id|` -> `|id|`

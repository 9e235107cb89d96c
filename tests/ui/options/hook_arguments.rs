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

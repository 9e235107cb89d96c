use asyncify::asyncify;

type Callback = Box<dyn FnMut(u8)>;

#[asyncify]
fn run(#[map(|n| n + 1, 2)] callback: impl FnMut(u8) + Send + 'static) {
    drop(callback);
}

#[asyncify]
fn listen(#[shape(FnMut(u8) wrap = Box::new)] callback: Callback) {
    drop(callback);
}

#[asyncify]
fn watch(#[reply(true false)] callback: impl FnMut(u8) -> bool + Send + 'static) {
    drop(callback);
}

#[asyncify]
fn look(
    #[item] callback: impl FnMut(u8) + Send + 'static,
    #[error(fatal_if = |code| code > 1, 2)] on_error: impl FnMut(u8) + Send + 'static,
) {
    drop((callback, on_error));
}

fn main() {}

// mend: `n + 1, 2` -> `n + 1`
//       `FnMut(u8) wrap` -> `FnMut(u8), wrap`
//       `true false` -> `true, closed = false`
//       `code > 1, 2` -> `code > 1`

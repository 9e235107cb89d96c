use asyncify::asyncify;

#[asyncify]
fn boxed(mut callback: Box<impl AsyncFnMut(u8)>) {
    futures::executor::block_on(callback(1));
}

#[asyncify]
fn inline<F: AsyncFnMut(u8) -> bool + Send + 'static>(mut callback: F) {
    futures::executor::block_on(callback(1));
}

#[asyncify]
fn clause<F>(mut callback: Option<F>)
where
    for<'a> F: AsyncFnMut(&'a str),
{
    futures::executor::block_on(callback.as_mut().unwrap()("a"));
}

#[asyncify]
fn boxed_generic<F: AsyncFnOnce(String)>(callback: Box<F>) {
    futures::executor::block_on(callback("a".into()));
}

#[asyncify]
fn lent(callback: &mut impl AsyncFnMut(u8)) {
    futures::executor::block_on(callback(1));
}

#[asyncify]
fn shared(callback: std::sync::Arc<impl AsyncFn(u8)>) {
    futures::executor::block_on(callback(1));
}

#[asyncify]
fn maybe_boxed(callback: Option<Box<impl AsyncFnOnce(u8)>>) {
    futures::executor::block_on((callback.unwrap())(1));
}

#[asyncify]
fn full_path(callback: impl std::ops::AsyncFnOnce(u8)) {
    futures::executor::block_on(callback(1));
}

#[asyncify]
fn beside(#[item] callback: impl FnOnce(u8), #[error] failed: impl AsyncFnOnce(String)) {
    callback(1);
    drop(failed);
}

#[asyncify]
fn alone(#[item] callback: impl AsyncFn(&'static str, &str)) {
    futures::executor::block_on(callback("a", "b"));
}

fn main() {}

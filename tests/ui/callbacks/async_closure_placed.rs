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

// mend: `Async` -> ``
//       `futures::executor::block_on` -> ``
//       `> bool + Send + 'static>(` -> `> bool + Send + 'static>(#[reply(true)] `
// mend: `boxed(mut` -> `boxed(#[shape(FnMut(u8), wrap = |f| Box::new(async move |a| f(a)))] mut`
//       `futures::executor::block_on(callback(1))` -> `drop(callback)`
//       `futures::executor::block_on((callback.unwrap())(1))` -> `drop(callback)`
//       `futures::executor::block_on(callback("a".into()))` -> `drop(callback)`
//       `>(mut callback: F)` -> `>(#[reply(true)] #[shape(FnMut(u8) -> bool, wrap = |f| async move |a| f(a))] mut callback: F)`
//       `clause<F>(mut` -> `clause<F>(#[shape(for<'a> FnMut(&'a str), wrap = |f| Some(async move |a: &'_ str| f(a)))] mut`
//       `(callback: Box<F>)` -> `(#[shape(FnOnce(String), wrap = |f| Box::new(async move |a| f(a)))] callback: Box<F>)`
//       `lent(callback` -> `lent(#[shape(FnMut(u8), wrap = |f| async move |a| f(a))] callback`
//       `shared(callback` -> `shared(#[shape(Fn(u8), wrap = |f| std::sync::Arc::new(async move |a| f(a)))] callback`
//       `maybe_boxed(callback` -> `maybe_boxed(#[shape(FnOnce(u8), wrap = |f| Some(Box::new(async move |a| f(a))))] callback`
//       `full_path(callback` -> `full_path(#[shape(FnOnce(u8), wrap = |f| async move |a| f(a))] callback`
//       `#[error] failed` -> `#[error] #[shape(FnOnce(String), wrap = |f| async move |a| f(a))] failed`
//       `alone(#[item]` -> `alone(#[shape(Fn(&'static str, &str), wrap = |f| async move |a, b: &str| f(a, b))]`

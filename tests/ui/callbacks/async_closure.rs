use asyncify::asyncify;

#[asyncify]
fn watch(callback: impl AsyncFn(u8, &str) + Send + 'static) {
    futures::executor::block_on(callback(1, "one"));
}

#[asyncify]
fn fetch<F>(callback: F)
where
    F: Send + AsyncFnOnce(u8),
{
    futures::executor::block_on(callback(1));
}

struct Client;

#[asyncify]
impl Client {
    fn ask(&self, mut callback: impl for<'a> AsyncFnMut(&'a str) -> bool) {
        futures::executor::block_on(callback("really?"));
    }
}

mod foreign {
    pub struct Server;

    impl Server {
        pub fn listen(&self, _callback: Option<impl AsyncFn(u8)>) {}
    }
}

#[asyncify(ext = ServerAsync)]
impl foreign::Server {
    fn listen(&self, callback: Option<impl AsyncFn(u8)>);
}

fn main() {}

// mend: `impl AsyncFn(u8, &str) + Send` -> `impl Fn(u8, &str) + Send`
//       `futures::executor::block_on(callback(1, "one"))` -> `callback(1, "one")`
//       `F: Send + AsyncFnOnce` -> `F: Send + FnOnce`
//       `futures::executor::block_on(callback(1))` -> `callback(1)`
//       `impl for<'a> AsyncFnMut(&'a str) -> bool` -> `impl for<'a> FnMut(&'a str) -> bool`
//       `futures::executor::block_on(callback("really?"))` -> `callback("really?")`
//       `mut callback: impl for` -> `#[reply(true)] mut callback: impl for`
//       `fn listen(&self, callback` -> `fn listen(&self, #[shape(Fn(u8), wrap = |f| Some(async move |a| f(a)))] callback`
// mend: `fn watch(callback` -> `fn watch(#[shape(Fn(u8, &str), wrap = |f| async move |a, b: &str| f(a, b))] callback`
//       `(callback: F)` -> `(#[shape(FnOnce(u8), wrap = |f| async move |a| f(a))] callback: F)`
//       `mut callback: impl for` -> `#[reply(true)] #[shape(for<'a> FnMut(&'a str) -> bool, wrap = |f| async move |a: &'_ str| f(a))] mut callback: impl for`
//       `fn listen(&self, callback` -> `fn listen(&self, #[shape(Fn(u8), wrap = |f| Some(async move |a| f(a)))] callback`

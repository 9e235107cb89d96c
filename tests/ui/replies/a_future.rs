use asyncify::asyncify;

#[asyncify]
fn watch<F, Fut>(callback: F)
where
    F: Fn(u8) -> Fut + Send + 'static,
    Fut: Future<Output = ()>,
{
    futures::executor::block_on(callback(1));
}

#[asyncify]
fn listen(mut callback: Box<dyn FnMut(u8, u8) -> futures::future::BoxFuture<'static, ()> + Send>) {
    futures::executor::block_on(callback(1, 2));
}

fn main() {}

// mend: `(callback: F)` -> `(#[reply(|_| async {})] callback: F)`
//       `listen(` -> `listen(#[reply(|_, _| Box::pin(async {}))] `
// mend: `F: Fn(u8) -> Fut + Send + 'static,` -> `F: Fn(u8) + Send + 'static,`
//       `    Fut: Future<Output = ()>,\n` -> ``
//       `<F, Fut>` -> `<F>`
//       `futures::executor::block_on(callback(1))` -> `callback(1)`
//       `FnMut(u8, u8) -> futures::future::BoxFuture<'static, ()> + Send` -> `FnMut(u8, u8) + Send`
//       `futures::executor::block_on(callback(1, 2))` -> `callback(1, 2)`

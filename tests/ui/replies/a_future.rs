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

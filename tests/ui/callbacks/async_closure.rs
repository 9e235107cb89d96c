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

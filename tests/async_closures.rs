//! APIs that take async closures: what the message about one says to write does it.

use asyncify::asyncify;
use futures::FutureExt;
use futures::executor::{block_on, block_on_stream};

/// What an API does with a future that has nothing to wait for.
fn run<T>(future: impl Future<Output = T>) -> T {
    future.now_or_never().expect("it waits for nothing")
}

mod api {
    use std::sync::Arc;

    pub(crate) struct Server;

    impl Server {
        pub(crate) fn boxed(&self, mut callback: Box<impl AsyncFnMut(u8)>) {
            super::run(callback(1));
            super::run(callback(2));
        }

        pub(crate) fn answered<F: AsyncFnMut(u8) -> bool + Send + 'static>(&self, mut callback: F) {
            let goes_on = super::run(callback(1));
            assert!(goes_on);
        }

        pub(crate) fn clause<F>(&self, callback: Option<F>)
        where
            for<'a> F: AsyncFnMut(&'a str),
        {
            super::run(callback.expect("the twin's")("one"));
        }

        pub(crate) fn once<F: AsyncFnOnce(String)>(&self, callback: Option<Box<F>>) {
            super::run(callback.expect("the twin's")("one".to_owned()));
        }

        pub(crate) fn lent(&self, callback: &mut impl AsyncFnMut(u8)) {
            super::run(callback(1));
        }

        pub(crate) fn shared(&self, callback: Arc<impl AsyncFn(u8)>) {
            super::run(callback(1));
        }

        pub(crate) fn each(
            &self,
            callback: impl AsyncFn(u8, &str),
            failed: impl AsyncFnOnce(String),
        ) {
            super::run(callback(1, "one"));
            super::run(callback(2, "two"));
            super::run(failed("three".to_owned()));
        }
    }
}

#[asyncify(ext = ServerAsync)]
impl api::Server {
    fn boxed(
        &self,
        #[shape(FnMut(u8), wrap = |f| Box::new(async move |a| f(a)))] callback: Box<
            impl AsyncFnMut(u8),
        >,
    );

    fn answered<F: AsyncFnMut(u8) -> bool + Send + 'static>(
        &self,
        #[shape(FnMut(u8) -> bool, wrap = |f| async move |a| f(a))]
        #[reply(true)]
        callback: F,
    );

    fn clause<F>(
        &self,
        #[shape(for<'a> FnMut(&'a str), wrap = |f| Some(async move |a: &str| f(a)))]
        callback: Option<F>,
    ) where
        for<'a> F: AsyncFnMut(&'a str);

    fn once<F: AsyncFnOnce(String)>(
        &self,
        #[shape(FnOnce(String), wrap = |f| Some(Box::new(async move |a| f(a))))] callback: Option<
            Box<F>,
        >,
    );

    fn lent(
        &self,
        #[shape(FnMut(u8), wrap = |f| async move |a| f(a))] callback: &mut impl AsyncFnMut(u8),
    );

    fn shared(
        &self,
        #[shape(Fn(u8), wrap = |f| std::sync::Arc::new(async move |a| f(a)))]
        callback: std::sync::Arc<impl AsyncFn(u8)>,
    );

    fn each(
        &self,
        #[item]
        #[shape(Fn(u8, &str), wrap = |f| async move |a, b: &str| f(a, b))]
        callback: impl AsyncFn(u8, &str),
        #[error]
        #[shape(FnOnce(String), wrap = |f| async move |a| f(a))]
        failed: impl AsyncFnOnce(String),
    );
}

#[test]
fn values_come_through_an_async_closure() {
    let server = api::Server;
    let all = block_on_stream(server.boxed_stream()).collect::<Vec<_>>();
    assert_eq!(all, [1, 2]);
    assert_eq!(block_on_stream(server.answered_stream()).next(), Some(1));
    assert_eq!(
        block_on_stream(server.clause_stream()).next().as_deref(),
        Some("one")
    );
    assert_eq!(block_on(server.once_async()).as_deref(), Ok("one"));
    assert_eq!(block_on_stream(server.lent_stream()).next(), Some(1));
    assert_eq!(block_on_stream(server.shared_stream()).next(), Some(1));
    let all = block_on_stream(server.each_stream()).collect::<Vec<_>>();
    let told = [
        Ok((1, "one".to_owned())),
        Ok((2, "two".to_owned())),
        Err("three".to_owned()),
    ];
    assert_eq!(all, told);
}

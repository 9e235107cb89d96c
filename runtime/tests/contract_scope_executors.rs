//! Who releases the resource of a scope that was dropped: under every executor, and when that ends.
#![cfg(all(feature = "_pool", not(loom)))]

mod common;

use std::future::{Future, pending};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use asyncify_runtime::{Cleanup, Scope, blocking, scope};
use common::{PATIENCE, is_of_the_pool, on_every_executor, patiently, poll};
use futures::channel::oneshot;
use futures::future::{Either, FutureExt, select};
use tokio::runtime::{Builder, Handle, Runtime};

/// Where a release was run.
#[derive(Debug, PartialEq)]
enum Where {
    /// In a runtime of tokio, as a task or on its pool.
    Tokio,
    /// On a thread of the pool for what is called outside of tokio.
    Pool,
    Elsewhere,
}

fn here() -> Where {
    let thread = thread::current();
    match Handle::try_current() {
        _ if is_of_the_pool(thread.name()) => Where::Pool,
        Ok(_) => Where::Tokio,
        Err(_) => Where::Elsewhere,
    }
}

/// Where a cleanup goes of which nothing was said.
fn by_default() -> Where {
    match Handle::try_current() {
        Ok(_) if cfg!(feature = "tokio") => Where::Tokio,
        _ => Where::Pool,
    }
}

type Endless = Scope<dyn Future<Output = ()> + Send>;

/// A scope that stays in its body, which tells that it has begun; and whose release yields, and tells
/// where it is then.
fn endless(tell: impl FnOnce(Where) + Send + 'static) -> (Endless, oneshot::Receiver<()>) {
    let (begin, begun) = oneshot::channel();
    let endless = scope(
        async || tell,
        async |_| {
            begin.send(()).unwrap();
            pending::<()>().await;
        },
        async |tell| {
            yielded().await;
            tell(here());
        },
    );
    (endless.boxed(), begun)
}

/// Comes back by a waker that is woken on another thread.
async fn yielded() {
    let (wake, woken) = oneshot::channel();
    thread::spawn(move || wake.send(()));
    woken.await.unwrap();
}

/// Drops the scope in its body, and tells where it was released.
async fn released(with_hook: impl FnOnce(Endless) -> Endless) -> Where {
    let (tell, told) = oneshot::channel();
    let (scope, begun) = endless(move |place| tell.send(place).unwrap());
    match select(with_hook(scope), begun).await {
        Either::Left(_) => unreachable!("it has no end"),
        Either::Right((begun, scope)) => {
            begun.unwrap();
            drop(scope);
        }
    }
    told.await.unwrap()
}

#[test]
fn the_release_follows_the_body_everywhere() {
    on_every_executor(|| async {
        let (tell, told) = oneshot::channel();
        let value = scope(
            async || {
                yielded().await;
                tell
            },
            async |_| {
                yielded().await;
                7
            },
            async |tell| {
                yielded().await;
                tell.send(()).unwrap();
            },
        )
        .await;
        assert_eq!(value, 7);
        assert_eq!(told.now_or_never(), Some(Ok(())), "it is released by now");
    });
}

#[test]
fn without_a_hook_it_is_the_runtime_or_the_pool() {
    on_every_executor(|| async {
        assert_eq!(released(|scope| scope).await, by_default());
    });
}

#[test]
fn a_scope_in_blocking_code_is_released_as_any() {
    on_every_executor(|| async {
        let nested = || {
            futures::executor::block_on(async {
                assert_eq!(released(|scope| scope).await, by_default());
            });
        };
        blocking(nested).await;
    });
}

#[test]
fn the_named_hook_releases() {
    patiently(|| {
        let on_smol = released(|scope| scope.cleanup_on(|it| smol::spawn(it).detach()));
        assert_eq!(smol::block_on(on_smol), Where::Elsewhere);
    });
    patiently(|| {
        let runtime = Builder::new_current_thread().build().unwrap();
        let on_tokio = released(|scope| scope.cleanup_on(tokio::spawn));
        assert_eq!(runtime.block_on(on_tokio), Where::Tokio);
    });
    on_every_executor(|| async {
        let on_own_thread = released(|scope| {
            scope.cleanup_on(|cleanup: Cleanup| {
                thread::spawn(|| futures::executor::block_on(cleanup));
            })
        });
        assert_eq!(on_own_thread.await, Where::Elsewhere);
    });
}

#[test]
fn a_hook_without_its_runtime_leaves_it_to_the_pool() {
    patiently(|| {
        let dropped = released(|scope| scope.cleanup_on(tokio::spawn));
        assert_eq!(futures::executor::block_on(dropped), Where::Pool);
        // A task of smol's is cancelled when its handle is dropped.
        let cancelled = released(|scope| scope.cleanup_on(smol::spawn));
        assert!(matches!(
            smol::block_on(cancelled),
            Where::Pool | Where::Elsewhere
        ));
    });
}

/// Both flavours.
fn runtimes() -> [Runtime; 2] {
    [
        Builder::new_current_thread().enable_time().build().unwrap(),
        Builder::new_multi_thread()
            .worker_threads(2)
            .enable_time()
            .build()
            .unwrap(),
    ]
}

#[test]
fn a_timeout_is_a_cancellation() {
    for runtime in runtimes() {
        let (tell, told) = oneshot::channel();
        let (place, expected) = runtime.block_on(async {
            let (endless, _begun) = endless(move |place| tell.send(place).unwrap());
            let late = tokio::time::timeout(Duration::from_millis(1), endless).await;
            assert!(late.is_err());
            (told.await.unwrap(), by_default())
        });
        assert_eq!(place, expected);
    }
}

#[test]
fn an_aborted_task_is_a_cancellation() {
    for runtime in runtimes() {
        let (tell, told) = oneshot::channel();
        runtime.block_on(async {
            let (endless, begun) = endless(move |place| tell.send(place).unwrap());
            let task = tokio::spawn(endless);
            begun.await.unwrap();
            task.abort();
            assert!(task.await.unwrap_err().is_cancelled());
            assert_eq!(told.await.unwrap(), by_default());
        });
    }
}

#[test]
fn a_runtime_that_is_shut_down_first_leaves_it_to_the_pool() {
    for runtime in runtimes() {
        let (tell, told) = mpsc::channel();
        runtime.block_on(async {
            let (endless, begun) = endless(move |place| tell.send(place).unwrap());
            tokio::spawn(endless);
            begun.await.unwrap();
        });
        drop(runtime);
        assert_eq!(told.recv_timeout(PATIENCE), Ok(Where::Pool));
    }
}

#[test]
fn a_runtime_that_is_shut_down_in_the_release_leaves_it_to_the_pool() {
    for runtime in runtimes() {
        let (tell, told) = mpsc::channel();
        let (end, ended) = oneshot::channel::<()>();
        runtime.block_on(async {
            let (begun, begins) = oneshot::channel();
            tokio::spawn(scope(
                async || tell,
                async |_| (),
                async |tell| {
                    begun.send(()).unwrap();
                    ended.await.unwrap();
                    tell.send(here()).unwrap();
                },
            ));
            begins.await.unwrap();
        });
        drop(runtime);
        end.send(()).unwrap();
        assert_eq!(told.recv_timeout(PATIENCE), Ok(Where::Pool));
    }
}

#[test]
fn a_scope_that_outlives_its_runtime_leaves_it_to_the_pool() {
    for runtime in runtimes() {
        let (tell, told) = mpsc::channel();
        let (mut endless, _begun) = endless(move |place| tell.send(place).unwrap());
        let entered = runtime.enter();
        assert!(poll(&mut endless, std::task::Waker::noop()).is_pending());
        drop(entered);
        drop(runtime);
        drop(endless);
        assert_eq!(told.recv_timeout(PATIENCE), Ok(Where::Pool));
    }
}

//! What can't work, and says so: a panic, which aborts here.

use std::future::pending;

use asyncify::{Completer, Emitter, Portal, StreamOptions, asyncify};
use futures::future::LocalBoxFuture;
use futures::{FutureExt, StreamExt};

use crate::web::sleep;

type Run = fn() -> LocalBoxFuture<'static, ()>;

/// The name of each, a part of what it says, and the code.
pub const ALL: &[(&str, &str, Run)] = &[
    ("a_portal_starts", "a thread for the portal's loop", || {
        async { drop(Portal::start()) }.boxed_local()
    }),
    (
        "an_async_function_calls_back_on_a_loop",
        "a thread for the portal's loop",
        || {
            async {
                #[asyncify(callback)]
                async fn double(n: u32) -> u32 {
                    n * 2
                }
                double_with_callback(1, |_| ());
            }
            .boxed_local()
        },
    ),
    (
        "a_call_that_blocks",
        "a thread for an API that blocks",
        || {
            async {
                #[asyncify(once, blocking)]
                fn sum(callback: impl FnOnce(u32)) {
                    callback(3);
                }
                let _ = sum().await;
            }
            .boxed_local()
        },
    ),
    (
        "a_stream_that_blocks",
        "a thread for an API that blocks",
        || {
            async {
                drop(asyncify::stream_blocking(
                    StreamOptions::new(),
                    |_: Emitter<u8>| (),
                ));
            }
            .boxed_local()
        },
    ),
    ("a_scope_that_is_dropped_waits", "cleanup_on", || {
        async {
            let mut scope = asyncify::scope(
                async || (),
                async |()| pending::<()>().await,
                async |()| drop(sleep(1).await),
            );
            assert_eq!((&mut scope).now_or_never(), None);
            drop(scope);
        }
        .boxed_local()
    }),
    ("a_map_panics", "the map's own", || {
        async {
            #[asyncify]
            fn call(#[map(|_n| -> u8 { panic!("the map's own") })] callback: impl FnOnce(u8)) {
                callback(1);
            }
            let _ = call().await;
        }
        .boxed_local()
    }),
    ("a_callback_panics", "the consumer's own", || {
        async {
            let mut stream = asyncify::stream(StreamOptions::new(), |events: Emitter<u8>| {
                events.emit(1);
            });
            stream.next().await;
            let call = asyncify::once(|done: Completer<u8>| {
                done.complete_with(|| panic!("the consumer's own"))
            });
            let _ = call.await;
        }
        .boxed_local()
    }),
];

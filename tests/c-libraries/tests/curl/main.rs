//! libcurl: callbacks that say which sockets and what time it waits for, from inside most of its
//! functions; an answer that aborts; and functions that must not be called in a callback.
#![expect(unsafe_code, reason = "a C library is called")]

mod server;
mod sys;
mod transfers;

use std::cell::RefCell;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Wake, Waker};
use std::thread;

use asyncify::{EventStream, ffi};
use futures::stream::FuturesUnordered;
use futures::{Stream, StreamExt};

use transfers::{Bytes, Code, Transfer, Transfers};

fn url(path: &str) -> String {
    format!("http://{}/{path}", server::address())
}

/// How many bytes came, and what went wrong.
async fn all(mut chunks: EventStream<Bytes, Transfer>) -> (usize, Option<Code>) {
    let mut length = 0;
    while let Some(chunk) = chunks.next().await {
        match chunk {
            Ok(bytes) => length += bytes.len(),
            Err(code) => {
                assert_eq!(chunks.next().await, None);
                return (length, Some(code));
            }
        }
    }
    (length, None)
}

#[test]
fn bytes_come_in_chunks() {
    let transfers = Transfers::new();
    let got = transfers.run(all(transfers.get(&url("100000"))));
    assert_eq!(got, (100_000, None));
}

#[test]
fn a_connection_that_breaks_is_curls_own_error_and_comes_last() {
    let transfers = Transfers::new();
    let got = transfers.run(all(transfers.get(&url("half/8"))));
    assert_eq!(got, (4, Some(Code::PARTIAL_FILE)));
}

#[test]
fn a_transfer_that_is_dropped_lets_go_of_its_socket() {
    let transfers = Transfers::new();
    let mut silent = transfers.get(&url("silent"));
    let got = transfers.run(async {
        futures::select_biased! {
            _ = silent.next() => panic!("it is silent"),
            got = Box::pin(futures::FutureExt::fuse(all(transfers.get(&url("7"))))) => got,
        }
    });
    assert_eq!(got, (7, None));
    assert_eq!(transfers.sockets(), 1);
    drop(silent);
    assert_eq!(transfers.sockets(), 0);
}

thread_local! {
    static KEPT: RefCell<Option<EventStream<Bytes, Transfer>>> = const { RefCell::new(None) };
}

/// Drops what this thread keeps as soon as it is woken, which is inside the callback.
struct Dropping;

impl Wake for Dropping {
    fn wake(self: Arc<Self>) {
        drop(KEPT.take());
    }
}

#[test]
fn a_transfer_that_is_dropped_in_its_callback_is_aborted() {
    let transfers = Transfers::new();
    let mut chunks = transfers.get(&url("1000000"));
    let waker = Waker::from(Arc::new(Dropping));
    let polled = Pin::new(&mut chunks).poll_next(&mut Context::from_waker(&waker));
    assert!(polled.is_pending());
    KEPT.set(Some(chunks));
    assert_eq!(transfers.run(all(transfers.get(&url("7")))), (7, None));
    while KEPT.with_borrow(Option::is_some) {
        transfers.run(all(transfers.get(&url("1000"))));
    }
    assert_eq!(transfers.sockets(), 0);
}

#[test]
fn what_curl_says_when_nobody_listens_any_more_is_refused() {
    let transfers = Transfers::new();
    let silent = transfers.get(&url("silent"));
    transfers.run(all(transfers.get(&url("7"))));
    let refused = ffi::refused();
    // The sockets' callback first, which curl calls once more for this one.
    drop(transfers);
    drop(silent);
    assert!(ffi::refused() > refused);
}

/// One of four ways, by the number.
async fn come_and_go(transfers: &Transfers, number: usize) {
    let length = 1 + number * 37 % 50_000;
    match number % 4 {
        0 => {
            let got = all(transfers.get(&url(&length.to_string()))).await;
            assert_eq!(got, (length, None));
        }
        1 => {
            let got = all(transfers.get(&url(&format!("half/{}", 2 * length)))).await;
            assert_eq!(got, (length, Some(Code::PARTIAL_FILE)));
        }
        2 => {
            let mut chunks = transfers.get(&url("200000"));
            assert!(chunks.next().await.is_some_and(|chunk| chunk.is_ok()));
        }
        _ => drop(transfers.get(&url("silent"))),
    }
}

#[test]
fn transfers_come_and_go_by_the_thousand() {
    const EACH: usize = 1_000;
    const AT_ONCE: usize = 32;
    thread::scope(|scope| {
        for thread in 0..3 {
            scope.spawn(move || {
                let transfers = Transfers::new();
                let mut numbers = thread..thread + EACH;
                transfers.run(async {
                    let next = |number| come_and_go(&transfers, number);
                    let mut going: FuturesUnordered<_> =
                        numbers.by_ref().take(AT_ONCE).map(next).collect();
                    while going.next().await.is_some() {
                        going.extend(numbers.next().map(next));
                    }
                });
                assert_eq!(transfers.sockets(), 0);
            });
        }
    });
}

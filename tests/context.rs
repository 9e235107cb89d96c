//! `#[asyncify(context)]`: set-up and tear-down in one async function.
#![cfg(any(feature = "tokio", feature = "blocking"))]

use std::future::pending;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use asyncify::{HandOut, asyncify};
use futures::channel::oneshot;
use futures::executor::block_on;

/// What was done, in its order.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    fn add(&self, what: impl Into<String>) {
        self.0.lock().unwrap().push(what.into());
    }

    fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

struct Connection(Log);

impl Connection {
    async fn open(host: &str, log: &Log) -> io::Result<Self> {
        if host.is_empty() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        log.add(format!("open {host}"));
        Ok(Self(log.clone()))
    }

    async fn ask(&mut self, question: &str) -> usize {
        self.0.add(question);
        question.len()
    }

    async fn close(self) -> io::Result<()> {
        tokio::task::yield_now().await;
        self.0.add("close");
        Ok(())
    }
}

/// A connection, closed in the end.
#[asyncify(context)]
async fn connected(host: &str, out: HandOut<Connection>, log: Log) -> io::Result<()> {
    let connection = out.give(Connection::open(host, &log).await?).await;
    connection.close().await
}

#[test]
fn the_function_stands_around_the_body() {
    let log = Log::default();
    let host = String::from("localhost");
    let asked = connected(&host, log.clone());
    drop(host);
    assert!(log.lines().is_empty(), "it begins when it is polled");
    let length = block_on(asked.with(async |connection| connection.ask("how long?").await));
    assert_eq!(length.unwrap(), 9);
    assert_eq!(log.lines(), ["open localhost", "how long?", "close"]);
}

#[test]
fn an_error_of_the_set_up_is_the_contexts() {
    let refused = block_on(connected("", Log::default()).with(async |_| unreachable!()));
    let refused: Result<(), io::Error> = refused;
    assert_eq!(refused.unwrap_err().kind(), io::ErrorKind::InvalidInput);
}

#[test]
fn the_resource_is_torn_down_after_an_error_and_a_panic() {
    let log = Log::default();
    let failed =
        connected("a", log.clone()).try_with(async |_| Err::<(), _>(io::ErrorKind::Other.into()));
    assert_eq!(block_on(failed).unwrap_err().kind(), io::ErrorKind::Other);
    let panics = connected("b", log.clone()).with(async |_| panic!("of the body"));
    assert!(catch_unwind(AssertUnwindSafe(|| block_on(panics))).is_err());
    assert_eq!(log.lines(), ["open a", "close", "open b", "close"]);
}

#[tokio::test]
async fn a_timeout_tears_down() {
    let log = Log::default();
    let (tell, told) = oneshot::channel();
    #[asyncify(context)]
    async fn telling(
        log: &Log,
        tell: oneshot::Sender<()>,
        out: HandOut<Connection>,
    ) -> io::Result<()> {
        let connection = out.give(Connection::open("c", log).await?).await;
        connection.close().await?;
        tell.send(()).unwrap();
        Ok(())
    }
    let using = telling(&log, tell).with(async |_| pending::<()>().await);
    assert!(
        tokio::time::timeout(Duration::from_millis(1), using)
            .await
            .is_err()
    );
    told.await.unwrap();
    assert_eq!(log.lines(), ["open c", "close"]);
}

/// Keeps connections.
#[derive(Clone)]
struct Pool {
    log: Log,
}

#[asyncify(context)]
impl Pool {
    fn new() -> Self {
        Self {
            log: Log::default(),
        }
    }

    /// A connection of the pool.
    async fn lent(&self, host: &str, out: HandOut<Connection>) -> io::Result<()> {
        self.close(out.give(Connection::open(host, &self.log).await?).await)
            .await
    }

    async fn close(&self, connection: Connection) -> io::Result<()> {
        self.log.add("back");
        connection.close().await
    }

    #[asyncify(name = counted)]
    async fn count<T>(self: Arc<Self>, start: Option<&T>, out: HandOut<T>)
    where
        T: Default + Clone + Sync,
    {
        drop(out.give(start.cloned().unwrap_or_default()).await);
        self.log.add("counted");
    }
}

#[test]
fn methods_are_contexts_too() {
    let pool = Pool::new();
    let lent = pool
        .lent("d")
        .with(async |connection| connection.ask("you?").await);
    assert_eq!(block_on(lent).unwrap(), 4);
    let pool = Arc::new(pool);
    let counted = Arc::clone(&pool).counted(Some(&5)).with(async |n| *n + 1);
    assert_eq!(block_on(counted), 6);
    assert_eq!(
        pool.log.lines(),
        ["open d", "you?", "back", "close", "counted"]
    );
}

#[test]
fn a_function_that_hands_nothing_out_is_named() {
    #[asyncify(context)]
    async fn forgetful(out: HandOut<()>) {
        drop(out);
    }
    let panic = catch_unwind(|| block_on(forgetful().with(async |()| ()))).unwrap_err();
    let message = panic.downcast::<String>().unwrap();
    assert!(
        message.contains("forgetful` (tests/context.rs:"),
        "{message}"
    );
}

#[test]
fn a_function_that_is_kept_can_be_called_by_hand() {
    #[asyncify(context, keep)]
    async fn five(out: HandOut<u32>) {
        out.give(5).await;
    }
    let by_hand = asyncify::context(five).with(async |n| *n);
    assert_eq!(
        block_on(by_hand),
        block_on(five_context().with(async |n| *n))
    );
}

#[test]
fn a_context_goes_to_any_task() {
    let log = Log::default();
    let runtime = tokio::runtime::Builder::new_multi_thread().build().unwrap();
    let task = runtime
        .spawn(connected("e", log.clone()).with(async |connection| connection.ask("here?").await));
    assert_eq!(block_on(task).unwrap().unwrap(), 5);
    assert_eq!(log.lines(), ["open e", "here?", "close"]);
}

/// In the place of the prelude.
#[allow(clippy::no_effect_underscore_binding)]
mod hygiene {
    #![no_implicit_prelude]

    #[::asyncify::asyncify(context)]
    #[deny(warnings, missing_docs)]
    pub(crate) async fn bare(this: &str, out: ::asyncify::HandOut<::std::string::String>) {
        out.give(::std::borrow::ToOwned::to_owned(this)).await;
    }
}

#[test]
fn it_needs_no_prelude() {
    assert_eq!(
        block_on(hygiene::bare("here").with(async |text| text.len())),
        4
    );
}

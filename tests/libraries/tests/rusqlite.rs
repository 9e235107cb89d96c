//! SQLite's hooks: optional callbacks, on the thread that runs the statement, some with a say.

mod hazards;

use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use asyncify::asyncify;
use asyncify_libraries::rusqlite::ConnectionAsync;
use futures::executor::{block_on, block_on_stream};
use futures::{FutureExt, StreamExt};
use rusqlite::backup::Progress;
use rusqlite::hooks::Action;
use rusqlite::{Connection, ErrorCode, MAIN_DB, Name, Result};

#[asyncify(ext = BackupAsync)]
impl Connection {
    fn backup<N: Name, P: AsRef<Path>, F: Fn(Progress)>(
        &self,
        name: N,
        dst_path: P,
        #[item] progress: Option<F>,
    ) -> Result<()>;
}

/// A database in memory, with a table of words.
fn words() -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    connection
        .execute_batch("CREATE TABLE word (text)")
        .unwrap();
    connection
}

#[test]
fn changes_are_events_until_the_hook_is_replaced() {
    let mut connection = words();
    let changes = connection.update_hook_stream().unwrap();
    connection
        .execute_batch(
            "INSERT INTO word VALUES ('one'), ('two');
             UPDATE word SET text = 'three' WHERE text = 'two';
             DELETE FROM word WHERE text = 'one'",
        )
        .unwrap();
    connection
        .update_hook(None::<fn(Action, &str, &str, i64)>)
        .unwrap();
    let expected = [
        (Action::SQLITE_INSERT, 1),
        (Action::SQLITE_INSERT, 2),
        (Action::SQLITE_UPDATE, 2),
        (Action::SQLITE_DELETE, 1),
    ]
    .map(|(action, row)| (action, "main".to_owned(), "word".to_owned(), row));
    assert_eq!(block_on_stream(changes).collect::<Vec<_>>(), expected);
}

#[test]
fn a_hook_outlives_its_stream_harmlessly_and_ends_with_the_connection() {
    let mut connection = words();
    drop(connection.update_hook_stream().unwrap());
    connection
        .execute("INSERT INTO word VALUES ('unseen')", ())
        .unwrap();

    let mut rollbacks = connection.rollback_hook_stream().unwrap();
    connection.execute_batch("BEGIN; ROLLBACK").unwrap();
    drop(connection);
    assert_eq!(block_on(rollbacks.next()), Some(()));
    assert_eq!(block_on(rollbacks.next()), None);
}

#[test]
fn a_commit_is_let_through() {
    let mut connection = words();
    let mut commits = connection.commits().unwrap();
    connection
        .execute("INSERT INTO word VALUES ('one')", ())
        .unwrap();
    assert_eq!(commits.next().now_or_never(), Some(Some(())));
    assert_eq!(commits.next().now_or_never(), None);
}

mod refusing {
    use super::*;

    #[asyncify(ext = Refuse)]
    impl Connection {
        fn commit_hook<F>(&mut self, #[reply(true)] hook: Option<F>) -> Result<()>
        where
            F: FnMut() -> bool + Send + 'static;
    }

    #[test]
    fn a_commit_is_refused() {
        let mut connection = words();
        let mut commits = connection.commit_hook_stream().unwrap();
        let refused = connection.execute("INSERT INTO word VALUES ('one')", ());
        assert_eq!(
            refused.unwrap_err().sqlite_error_code(),
            Some(ErrorCode::ConstraintViolation)
        );
        assert_eq!(commits.next().now_or_never(), Some(Some(())));
        let count: u32 = connection
            .query_row("SELECT count(*) FROM word", (), |row| row.get(0))
            .unwrap();
        assert_eq!(count, 0);
    }
}

mod asking {
    use super::*;

    #[asyncify(ext = Ask)]
    impl Connection {
        #[asyncify(name = asked)]
        fn commit_hook<F>(
            &mut self,
            #[reply(ask, timeout = Duration::from_secs(30), default = true)] hook: Option<F>,
        ) -> Result<()>
        where
            F: FnMut() -> bool + Send + 'static;
    }

    /// Tries to commit each word; which there are in the end.
    fn commit(connection: Connection, words: &'static [&str]) -> JoinHandle<Vec<String>> {
        thread::spawn(move || {
            for word in words {
                let committed = connection.execute("INSERT INTO word VALUES (?)", [word]);
                let refused = |error: &rusqlite::Error| {
                    error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation)
                };
                assert!(
                    committed.as_ref().err().is_none_or(refused),
                    "{committed:?}"
                );
            }
            let mut words = connection.prepare("SELECT text FROM word").unwrap();
            let words = words.query_map((), |row| row.get(0)).unwrap();
            words.map(Result::unwrap).collect()
        })
    }

    #[test]
    fn the_consumer_decides_what_is_committed() {
        let mut connection = words();
        let mut commits = connection.asked().unwrap();
        let committed = commit(connection, &["good", "bad", "good too", "undecided"]);
        block_on(async {
            // SQLite asks whether to refuse.
            for refuse in [false, true, false] {
                let reply = commits.next().await.unwrap();
                reply.send(refuse).unwrap();
            }
            drop(commits.next().await.unwrap());
            assert!(commits.next().await.is_none());
        });
        assert_eq!(committed.join().unwrap(), ["good", "good too"]);
    }

    #[test]
    fn nobody_to_ask_is_the_default() {
        let mut connection = words();
        drop(connection.asked().unwrap());
        let committed = commit(connection, &["unheard"]);
        assert!(committed.join().unwrap().is_empty());
    }
}

#[test]
fn a_backup_tells_its_progress() {
    let connection = words();
    connection
        .execute("INSERT INTO word VALUES (zeroblob(500000))", ())
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.db");
    let progress: Vec<Progress> =
        block_on_stream(connection.backup_stream(MAIN_DB, &copy).unwrap()).collect();
    let pages = progress[0].pagecount;
    assert!(pages > 100 && progress.iter().all(|step| step.pagecount == pages));
    assert!(progress.is_sorted_by(|a, b| a.remaining > b.remaining));
    assert_eq!(progress.last().unwrap().remaining, 0);

    let length: u32 = Connection::open(&copy)
        .unwrap()
        .query_row("SELECT length(text) FROM word", (), |row| row.get(0))
        .unwrap();
    assert_eq!(length, 500_000);
}

#[test]
fn a_backup_that_cannot_start_says_so() {
    let refused = words().backup_stream(MAIN_DB, "/nowhere/copy.db").err();
    assert_eq!(
        refused.unwrap().sqlite_error_code(),
        Some(ErrorCode::CannotOpen)
    );
}

/// All of a backup, on a thread of its own.
#[asyncify(stream, blocking)]
fn back_up(connection: Connection, path: PathBuf, on_progress: impl Fn(Progress)) -> Result<()> {
    connection.backup(MAIN_DB, path, Some(on_progress))
}

#[test]
fn a_backup_has_a_thread_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.db");
    let steps: Vec<_> = block_on_stream(back_up(words(), copy)).collect();
    assert_eq!(steps.last().unwrap().as_ref().unwrap().remaining, 0);

    let refused: Vec<_> = block_on_stream(back_up(words(), "/nowhere/copy.db".into())).collect();
    assert_eq!(refused.len(), 1);
    assert!(refused[0].is_err());
}

#[test]
fn a_stream_may_be_dropped_inside_its_hook() {
    let mut connection = words();
    let dropped = hazards::drop_when_woken(connection.update_hook_stream().unwrap());
    for _ in 0..2 {
        connection
            .execute("INSERT INTO word VALUES ('one')", ())
            .unwrap();
    }
    assert_eq!(dropped.try_recv(), Ok(thread::current().id()));
}

mod panicking {
    use super::*;

    #[asyncify(ext = Panicking)]
    impl Connection {
        fn update_hook<F>(
            &mut self,
            #[map(|_, _, _, row| -> i64 {
                assert!(row < 2, "row {row}");
                row
            })]
            hook: Option<F>,
        ) -> Result<()>
        where
            F: FnMut(Action, &str, &str, i64) + Send + 'static;
    }

    #[test]
    fn a_panic_in_a_map_is_the_consumers() {
        let mut connection = words();
        let mut changes = Panicking::update_hook_stream(&mut connection).unwrap();
        connection
            .execute("INSERT INTO word VALUES ('one'), ('two'), ('three')", ())
            .unwrap();
        assert_eq!(block_on(changes.next()), Some(1));
        assert_eq!(hazards::panic_of(&mut changes), "row 2");
        let count: u32 = connection
            .query_row("SELECT count(*) FROM word", (), |row| row.get(0))
            .unwrap();
        assert_eq!(count, 3);
    }
}

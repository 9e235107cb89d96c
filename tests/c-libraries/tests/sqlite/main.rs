//! SQLite: callbacks during the call, hooks, replies, a destroy notify, and user data that has to be
//! asked for.
#![expect(unsafe_code, reason = "a C library is called")]

mod database;
mod load;
mod sys;

use std::cmp::Ordering;
use std::ffi::{c_int, c_void};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::{ptr, thread};

use asyncify::{Emitter, EventStream, StreamOptions, ffi, try_stream};
use futures::executor::{block_on, block_on_stream};
use futures::{FutureExt, StreamExt};

use database::{Code, Database, Row, Sorting, check};
use sys::{changes, comparisons, progress, refused_commits, rows, statements};

const WORDS: &str = "CREATE TABLE word (text, note); \
                     INSERT INTO word VALUES ('two', 2), ('eleven', NULL), ('seven', 7)";

fn words() -> Database {
    let database = Database::new();
    database.run(WORDS).unwrap();
    database
}

/// The rows of a statement, which all come during the call.
fn all_rows(database: &Database, sql: &std::ffi::CStr) -> Result<Vec<Row>, Code> {
    // SAFETY: the database is open.
    let mut rows = unsafe { rows(database.connection(), sql.as_ptr(), ptr::null_mut()) }?;
    // Nothing tells that there are no more: the call is over.
    block_on(rows.close());
    Ok(block_on_stream(rows).collect())
}

#[test]
fn rows_are_items() {
    let row = |text: &str, note: Option<&str>| {
        let [text_name, note_name] = ["text", "note"].map(str::to_owned);
        vec![
            (text_name, Some(text.to_owned())),
            (note_name, note.map(str::to_owned)),
        ]
    };
    let expected = [
        row("two", Some("2")),
        row("eleven", None),
        row("seven", Some("7")),
    ];
    assert_eq!(
        all_rows(&words(), c"SELECT * FROM word").as_deref(),
        Ok(&expected[..])
    );
}

#[test]
fn a_statement_that_is_wrong_is_sqlites_own_error() {
    assert_eq!(
        all_rows(&words(), c"SELECT * FROM nothing"),
        Err(Code::ERROR)
    );
}

#[test]
fn a_panic_in_a_map_goes_through_sqlite_and_out_of_the_stream() {
    let database = Database::new();
    let panic = catch_unwind(AssertUnwindSafe(|| {
        all_rows(&database, c"SELECT CAST(x'ff' AS TEXT)")
    }));
    let message = *panic.unwrap_err().downcast::<String>().unwrap();
    assert!(message.contains("Utf8Error"), "{message}");
}

#[test]
fn changes_are_events_until_the_stream_is_dropped_which_takes_the_hook_away() {
    let database = words();
    // SAFETY: the database stays open for longer than the stream.
    let mut changes = unsafe { changes(database.connection()) };
    database
        .run("DELETE FROM word WHERE note = 2; INSERT INTO word VALUES ('one', 1)")
        .unwrap();
    let [main, word] = ["main", "word"].map(str::to_owned);
    let seen: Vec<_> = block_on(changes.by_ref().take(2).collect());
    let expected = [(9, main.clone(), word.clone(), 1), (18, main, word, 4)];
    assert_eq!(seen, expected);

    drop(changes);
    // SAFETY: the database is open.
    let hook = unsafe { sys::sqlite3_update_hook(database.connection(), None, ptr::null_mut()) };
    assert!(hook.is_null());
}

#[test]
fn a_hook_that_is_replaced_ends_its_stream_and_leaves_the_new_one_alone() {
    let database = words();
    // SAFETY: the database stays open for longer than the streams.
    let (first, mut second) = unsafe {
        let first = changes(database.connection());
        (first, changes(database.connection()))
    };
    assert_eq!(block_on_stream(first).count(), 0);
    database.run("DELETE FROM word WHERE note = 2").unwrap();
    assert!(second.next().now_or_never().is_some());
}

/// The comparisons of a collation that puts the shorter text first.
fn by_length(database: &Database) -> Result<EventStream<Sorting>, Code> {
    let name = c"by_length".as_ptr();
    // SAFETY: the database is open, and says when it is done with the collation.
    unsafe { comparisons(database.connection(), name, sys::SQLITE_UTF8) }
}

const BY_LENGTH: &std::ffi::CStr = c"SELECT text FROM word ORDER BY text COLLATE by_length";

#[test]
fn a_collation_answers_from_its_arguments_and_is_destroyed_with_the_database() {
    let database = words();
    let comparisons = by_length(&database).unwrap();
    let sorted = all_rows(&database, BY_LENGTH).unwrap();
    let sorted: Vec<_> = sorted
        .into_iter()
        .map(|row| row[0].1.clone().unwrap())
        .collect();
    assert_eq!(sorted, ["two", "seven", "eleven"]);

    drop(database);
    let seen: Vec<_> = block_on_stream(comparisons).collect();
    assert!(seen.len() >= 2, "{seen:?}");
    for Sorting(a, b, order) in &seen {
        assert_eq!(*order, a.len().cmp(&b.len()));
        assert_ne!(*order, Ordering::Equal);
    }
}

#[test]
fn a_collation_that_is_replaced_ends_its_stream() {
    let database = words();
    let first = by_length(&database).unwrap();
    let _second = by_length(&database).unwrap();
    assert_eq!(block_on_stream(first).count(), 0);
}

#[test]
fn a_collation_that_nobody_listens_to_still_serves() {
    let database = words();
    drop(by_length(&database).unwrap());
    let sorted = all_rows(&database, BY_LENGTH).unwrap();
    assert_eq!(sorted.len(), 3);
}

#[test]
fn a_collation_that_is_refused_leaves_nothing_behind() {
    let database = words();
    let name = c"by_length".as_ptr();
    // SAFETY: the database is open. This encoding is none.
    let refused = unsafe { comparisons(database.connection(), name, 77) };
    assert_eq!(refused.err(), Some(Code::MISUSE));
}

#[test]
fn statements_are_traced_by_the_user_data_among_other_pointers() {
    let database = words();
    // SAFETY: the database stays open for longer than the stream.
    let mut statements =
        unsafe { statements(database.connection(), sys::SQLITE_TRACE_STMT) }.unwrap();
    database.run("SELECT 1; SELECT 2").unwrap();
    block_on(statements.close());
    let seen: Vec<_> = block_on_stream(statements).collect();
    assert_eq!(seen, ["SELECT 1;", "SELECT 2"]);
    database.run("SELECT 3").unwrap();
}

#[test]
fn a_query_is_interrupted_when_its_progress_is_dropped() {
    let database = Database::new();
    // SAFETY: the database stays open for longer than the stream.
    let mut progress = unsafe { progress(database.connection(), 100) };
    thread::scope(|scope| {
        let connection = database.connection();
        let query = scope.spawn(move || {
            let connection = connection;
            let sql = c"WITH RECURSIVE n(x) AS (VALUES(1) UNION ALL SELECT x + 1 FROM n) SELECT x FROM n WHERE x < 0";
            // SAFETY: the database is open.
            check(unsafe { sys::sqlite3_exec(connection, sql.as_ptr(), None, ptr::null_mut(), ptr::null_mut()) })
        });
        assert_eq!(block_on(progress.by_ref().take(3).count()), 3);
        drop(progress);
        assert_eq!(query.join().unwrap(), Err(Code::INTERRUPT));
    });
}

#[test]
fn a_commit_is_refused_while_somebody_listens() {
    let database = words();
    // SAFETY: the database stays open for longer than the stream.
    let mut commits = unsafe { refused_commits(database.connection()) };
    let insert = "INSERT INTO word VALUES ('three', 3)";
    assert_eq!(database.run(insert), Err(Code::CONSTRAINT));
    assert_eq!(commits.next().now_or_never(), Some(Some(())));
    drop(commits);
    assert_eq!(database.run(insert), Ok(()));
}

#[test]
fn a_commit_waits_for_the_answer() {
    let database = words();
    // SAFETY: the database stays open for longer than the stream.
    let mut commits = unsafe { sys::more::commits(database.connection()) };
    let insert = c"INSERT INTO word VALUES ('three', 3)";
    for answer in [0, 1] {
        // SAFETY: the database stays open until the statement is over.
        let mut inserted = unsafe { sys::more::query(database.connection(), insert.into(), None) };
        block_on(commits.next()).unwrap().send(answer).unwrap();
        let refused = (answer == 1).then_some(Err(Code::CONSTRAINT));
        assert_eq!(block_on(inserted.next()), refused);
    }
    drop(commits);
}

#[test]
fn rows_come_from_a_thread_of_their_own_and_an_error_comes_last() {
    let database = Database::new();
    let sql = c"SELECT 1 AS n UNION ALL SELECT 2; SELECT 3 FROM nothing";
    // SAFETY: the database stays open until the stream has ended.
    let rows = unsafe { sys::more::query(database.connection(), sql.into(), None) };
    let row = |n: &str| Ok(vec![("n".to_owned(), Some(n.to_owned()))]);
    let rows: Vec<_> = block_on_stream(rows).collect();
    assert_eq!(rows, [row("1"), row("2"), Err(Code::ERROR)]);
}

#[test]
fn a_query_without_end_is_over_when_its_rows_are_dropped() {
    let database = Database::new();
    let sql = c"WITH RECURSIVE n(x) AS (VALUES(1) UNION ALL SELECT x + 1 FROM n) SELECT x FROM n";
    // SAFETY: the database stays open until the stream is closed.
    let mut rows = unsafe { sys::more::query(database.connection(), sql.into(), None) };
    for n in 1..=3 {
        let row = block_on(rows.next()).unwrap().unwrap();
        assert_eq!(row[0].1, Some(n.to_string()));
    }
    block_on(rows.close());
}

/// A function `seen(x)` in SQL, which gives `2 * x` and each `x` to the stream.
fn seen(database: &Database, arguments: c_int) -> Result<EventStream<i64>, Code> {
    unsafe extern "C" fn call(context: *mut c_void, _: c_int, values: *mut *mut c_void) {
        // SAFETY: the function was declared to take one argument.
        unsafe {
            let value = sys::sqlite3_value_int64(*values);
            ffi::emit(sys::sqlite3_user_data(context), || value);
            sys::sqlite3_result_int64(context, 2 * value);
        }
    }
    unsafe extern "C" fn destroy(data: *mut c_void) {
        ffi::release(data);
    }
    try_stream(StreamOptions::new(), |values: Emitter<i64>| {
        let data = ffi::Key::new(values).into_ptr();
        let (connection, name) = (database.connection(), c"seen".as_ptr());
        // SAFETY: the database is open. Refused or not, it destroys the user data.
        check(unsafe {
            sys::sqlite3_create_function_v2(
                connection,
                name,
                arguments,
                sys::SQLITE_UTF8,
                data,
                Some(call),
                None,
                None,
                Some(destroy),
            )
        })
    })
}

#[test]
fn a_function_by_hand_asks_for_its_user_data() {
    let database = words();
    let values = seen(&database, 1).unwrap();
    let row = all_rows(
        &database,
        c"SELECT sum(seen(note)) FROM word WHERE note > 0",
    )
    .unwrap();
    assert_eq!(row[0][0].1.as_deref(), Some("18"));
    drop(database);
    assert_eq!(block_on_stream(values).collect::<Vec<_>>(), [2, 7]);
}

#[test]
fn a_function_by_hand_that_is_refused_is_destroyed_at_once() {
    let database = words();
    assert_eq!(seen(&database, 1000).err(), Some(Code::MISUSE));
}

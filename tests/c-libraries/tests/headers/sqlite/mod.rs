//! SQLite: hooks whose user data comes first, an answer, a destroy notify.

mod database;
#[allow(clippy::all, warnings, reason = "rust-bindgen wrote it")]
mod ffi {
    include!(concat!(env!("OUT_DIR"), "/sqlite3.rs"));
}
#[allow(
    clippy::undocumented_unsafe_blocks,
    unreachable_pub,
    reason = "it is generated"
)]
mod generated;

use std::ffi::CString;

use futures::{FutureExt, StreamExt};

use database::Database;

const INSERT: i32 = 18;
const UTF8: i32 = 1;

#[link(name = "sqlite3")]
unsafe extern "C" {}

#[test]
fn changes_are_items_until_the_stream_is_dropped() {
    let database = Database::new();
    database.run("CREATE TABLE word (text)");
    // SAFETY: the database is closed after the stream is dropped.
    let mut changes = unsafe { generated::changes(database.0) };
    database.run("INSERT INTO word VALUES ('one'), ('two')");
    let change = |row| {
        let text = |text: &str| Some(CString::new(text).unwrap());
        (INSERT, text("main"), text("word"), row)
    };
    assert_eq!(changes.next().now_or_never(), Some(Some(change(1))));
    assert_eq!(changes.next().now_or_never(), Some(Some(change(2))));
    assert_eq!(changes.next().now_or_never(), None);
    drop(changes);
    let refused = asyncify::ffi::refused();
    database.run("INSERT INTO word VALUES ('three')");
    assert_eq!(
        asyncify::ffi::refused(),
        refused,
        "nobody is called any more"
    );
}

#[test]
fn a_hook_that_is_replaced_ends_its_stream() {
    let database = Database::new();
    // SAFETY: the database is closed after the streams are dropped.
    let (mut first, mut second) = unsafe {
        (
            generated::commits(database.0),
            generated::commits(database.0),
        )
    };
    assert_eq!(first.next().now_or_never(), Some(None));
    database.run("CREATE TABLE word (text)");
    assert_eq!(second.next().now_or_never(), Some(Some(())));
}

#[test]
fn the_destroy_notify_ends_the_stream() {
    let database = Database::new();
    let name = c"by_length".as_ptr();
    // SAFETY: the database lives, and copies the name.
    let mut comparisons = unsafe { generated::comparisons(database.0, name, UTF8) }.unwrap();
    database.run(
        "CREATE TABLE word (text COLLATE by_length UNIQUE);
         INSERT INTO word VALUES ('two'), ('eleven')",
    );
    assert_eq!(comparisons.next().now_or_never(), Some(Some((3, 6))));
    drop(database);
    assert_eq!(comparisons.next().now_or_never(), Some(None));
}

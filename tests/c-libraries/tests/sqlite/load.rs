//! Thousands of collations and functions that replace each other, on several threads.

use std::thread;

use asyncify::EventStream;
use futures::executor::block_on_stream;

use crate::database::{Code, Database, Sorting};
use crate::{BY_LENGTH, all_rows, by_length, seen, words};

const THREADS: usize = 4;
const EACH: usize = 500;

fn on_threads(run: impl Fn(&Database) + Sync) {
    thread::scope(|scope| {
        for _ in 0..THREADS {
            let run = &run;
            scope.spawn(move || run(&words()));
        }
    });
}

/// Ended, with what it was to bring.
fn has_ended<T>(stream: Option<EventStream<T>>, brought: usize) {
    if let Some(stream) = stream {
        assert_eq!(block_on_stream(stream).count(), brought);
    }
}

#[test]
fn collations_are_replaced_and_destroyed() {
    on_threads(|database| {
        let (mut previous, mut brought) = (None::<EventStream<Sorting>>, 0);
        for round in 0..EACH {
            let comparisons = by_length(database).unwrap();
            has_ended(previous.take(), brought);
            assert_eq!(all_rows(database, BY_LENGTH).map(|rows| rows.len()), Ok(3));
            brought = comparisons.backlog();
            assert!(brought >= 2);
            // Who leaves is still called, and destroyed later.
            previous = (round % 2 == 0).then_some(comparisons);
        }
    });
}

#[test]
fn functions_are_replaced_refused_and_destroyed() {
    on_threads(|database| {
        let mut previous = None;
        for round in 0..EACH {
            let values = seen(database, 1).unwrap();
            has_ended(previous.take(), 2);
            assert_eq!(seen(database, 1_000).err(), Some(Code::MISUSE));
            let sum = c"SELECT sum(seen(note)) FROM word WHERE note > 0";
            let rows = all_rows(database, sum).unwrap();
            assert_eq!(rows[0][0].1.as_deref(), Some("18"));
            previous = (round % 2 == 0).then_some(values);
        }
    });
}

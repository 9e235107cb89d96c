//! Every action of a callback against every action of its consumer, in every lane.
//!
//! Each cell has a name, such as `stream: fire twice × drop during`.

mod cell;
mod lanes;
mod watch;

use cell::{Cell, Lane};

/// What the callback's side does.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Act {
    Fire,
    FireTwice,
    Drop,
    PanicInMap,
    /// When the consumer has begun to close; of a call: when it is complete.
    FireAfterClose,
    FireInInitiator,
    /// On the consumer's thread, and again inside the wake that the first one causes.
    FireInWake,
    /// And let go of the callback with that.
    FireLast,
    PanicInLastMap,
    FireLastInInitiator,
    /// On the consumer's thread.
    FireLastHere,
    /// On two threads at once.
    FireLastTwice,
}

/// What the consumer does.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Consume {
    Poll,
    /// Polls as another task, on another thread.
    Move,
    PollWithAnotherWaker,
    /// Until it is over, at the same time on another thread, whether it is woken or not.
    PollDuring,
    Close,
    DropBefore,
    /// At the same time on another thread; inside the wake where the act is on the consumer's.
    DropDuring,
    DropAfter,
}

const CONSUMES: [Consume; 8] = [
    Consume::Poll,
    Consume::Move,
    Consume::PollWithAnotherWaker,
    Consume::PollDuring,
    Consume::Close,
    Consume::DropBefore,
    Consume::DropDuring,
    Consume::DropAfter,
];

/// What the consumer sees, by act and in the order of [`CONSUMES`]: numbers are values, `.` is the
/// end, `!` the callback's panic, and nothing is what a consumer sees that was dropped. Where there
/// is nothing to try, the cell is absent.
type Table = [(Act, [Option<&'static str>; CONSUMES.len()])];

/// Runs the cells whose names contain all of these words.
///
/// # Panics
/// If a cell does not hold.
pub fn run(words: &[String]) {
    let mut count = 0;
    count += run_lane::<lanes::once::Lane>(words);
    count += run_lane::<lanes::stream::Lane>(words);
    count += run_lane::<lanes::frames::Lane>(words);
    count += run_lane::<lanes::feed::Lane>(words);
    assert!(count > 0, "there are no such cells");
    println!("{count} cells hold");
}

/// Runs a lane's cells. Returns how many there were.
fn run_lane<L: Lane>(words: &[String]) -> usize {
    let mut count = 0;
    for (act, row) in L::TABLE {
        for (consume, expected) in CONSUMES.into_iter().zip(row) {
            let Some(expected) = expected else { continue };
            let name = format!("{}: {} × {}", L::NAME, spoken(act), spoken(&consume));
            let selected = words.iter().all(|word| name.contains(word));
            if selected {
                println!("{name}");
                Cell::<L>::check(*act, consume, expected);
                count += 1;
            }
        }
    }
    count
}

/// `FireTwice` as `fire twice`.
fn spoken(action: &impl std::fmt::Debug) -> String {
    let mut words = String::new();
    for letter in format!("{action:?}").chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

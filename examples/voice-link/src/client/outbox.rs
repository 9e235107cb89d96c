//! What waits to be sent.

use std::collections::VecDeque;

use crate::audio::Frame;
use crate::protocol::ToServer;

/// How many frames wait while a server takes them too slowly: a second of sound. Then the oldest are
/// lost, as sound that is late is worth less than sound that is new.
const SLOW: usize = 50;

/// How many answers may wait before no further message is read.
const NOTES: usize = 64;

/// Frames up to a bound, and what is said besides.
pub(crate) struct Outbox {
    frames: VecDeque<Frame>,
    notes: VecDeque<ToServer>,
    /// How many frames are kept while there is no connection.
    kept: usize,
    /// Also at first, when the server is being called: it shall hear the beginning.
    connected: bool,
    /// How many frames have found no room, or have not got out.
    dropped: u64,
    /// How many were lost before they came here.
    missed: u64,
}

/// The next thing to send.
pub(super) enum Next {
    Note(ToServer),
    Frame(Frame),
}

impl Outbox {
    pub(super) fn new(kept: usize) -> Self {
        Self {
            frames: VecDeque::new(),
            notes: VecDeque::new(),
            kept,
            connected: true,
            dropped: 0,
            missed: 0,
        }
    }

    pub(crate) fn frame(&mut self, frame: Frame) {
        self.frames.push_back(frame);
        self.shorten();
    }

    /// Goes before all frames. Where there is no connection, it is forgotten.
    pub(crate) fn note(&mut self, note: ToServer) {
        if self.connected {
            self.notes.push_back(note);
        }
    }

    /// Whether so much is to be said that nothing more should be asked.
    pub(super) fn is_busy(&self) -> bool {
        self.notes.len() >= NOTES
    }

    pub(super) fn set_connected(&mut self, connected: bool) {
        self.connected = connected;
        if !connected {
            // They were for the server that is gone.
            self.notes.clear();
        }
        self.shorten();
    }

    pub(super) fn set_missed(&mut self, frames: u64) {
        self.missed = frames;
    }

    /// Counts a frame that was on its way when the connection broke.
    pub(super) fn count_lost(&mut self) {
        self.dropped += 1;
    }

    /// Whether the next frame costs one that waits.
    pub(super) fn is_full(&self) -> bool {
        self.frames.len() == self.room()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.frames.is_empty()
    }

    /// How many frames are lost, so far.
    pub(super) fn lost(&self) -> u64 {
        self.dropped + self.missed
    }

    pub(super) fn next(&mut self) -> Option<Next> {
        let note = self.notes.pop_front().map(Next::Note);
        note.or_else(|| self.frames.pop_front().map(Next::Frame))
    }

    /// Gives all up that still waits.
    pub(super) fn abandon(&mut self) {
        self.kept = 0;
        self.set_connected(false);
    }

    fn room(&self) -> usize {
        if self.connected {
            self.kept.max(SLOW)
        } else {
            self.kept
        }
    }

    fn shorten(&mut self) {
        let excess = self.frames.len().saturating_sub(self.room());
        self.frames.drain(..excess);
        self.dropped += excess as u64;
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::{Next, Outbox, SLOW};
    use crate::audio::Frame;
    use crate::protocol::ToServer;

    fn outbox(kept: usize, connected: bool, frames: usize) -> Outbox {
        let mut outbox = Outbox::new(kept);
        outbox.set_connected(connected);
        for seq in 0..frames as u64 {
            outbox.frame(Frame {
                seq,
                samples: Vec::new(),
                captured: Instant::now(),
            });
        }
        outbox
    }

    fn left(outbox: &mut Outbox) -> Vec<u64> {
        std::iter::from_fn(|| match outbox.next()? {
            Next::Frame(frame) => Some(frame.seq),
            Next::Note(note) => panic!("{note:?}"),
        })
        .collect()
    }

    #[test]
    fn a_slow_server_loses_the_oldest() {
        let mut outbox = outbox(0, true, SLOW + 3);
        assert_eq!(outbox.lost(), 3);
        assert_eq!(left(&mut outbox), (3..SLOW as u64 + 3).collect::<Vec<_>>());
    }

    #[test]
    fn without_a_connection_all_is_dropped_or_the_newest_are_kept() {
        let mut dropping = outbox(0, false, 5);
        assert_eq!((dropping.lost(), left(&mut dropping)), (5, vec![]));
        let mut keeping = outbox(2, false, 5);
        keeping.set_missed(1);
        assert_eq!((keeping.lost(), left(&mut keeping)), (4, vec![3, 4]));
    }

    #[test]
    fn what_waits_when_the_connection_breaks_is_part_of_the_gap() {
        let mut outbox = outbox(2, true, 5);
        outbox.note(ToServer::Reply { id: 0, at: 0 });
        outbox.set_connected(false);
        assert_eq!((outbox.lost(), left(&mut outbox)), (3, vec![3, 4]));
    }

    #[test]
    fn notes_pass_frames() {
        let mut outbox = outbox(1, true, 1);
        outbox.note(ToServer::Reply { id: 9, at: 0 });
        assert!(matches!(outbox.next(), Some(Next::Note(_))));
        assert!(matches!(outbox.next(), Some(Next::Frame(_))));
    }
}

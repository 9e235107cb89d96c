//! Sequence numbers as they should come.

/// What is expected of one producer.
#[derive(Clone, Default)]
pub(crate) struct Order {
    next: u64,
    arrived: u64,
}

impl Order {
    /// An item has come. Some may be missing before it: those must be counted as lost.
    pub(crate) fn arrives(&mut self, sequence: u64) {
        self.passes(sequence);
        self.next += 1;
        self.arrived += 1;
    }

    /// Something came that was sent right before the item with this number.
    pub(crate) fn passes(&mut self, sequence: u64) {
        assert!(
            sequence >= self.next,
            "number {sequence} comes after {} was expected",
            self.next
        );
        self.next = sequence;
    }

    pub(crate) fn arrived(&self) -> u64 {
        self.arrived
    }
}

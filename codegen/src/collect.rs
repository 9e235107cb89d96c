//! Collecting into a list, with little for the compiler to do.

/// `collect` for lists.
pub(crate) trait CollectVec: Iterator + Sized {
    /// All items, in order.
    // The standard library looks for the fastest way, which is ten times as much code for each chain
    // of adapters; most of the time that this crate takes to build would go into that.
    fn collect_vec(mut self) -> Vec<Self::Item> {
        let mut items = Vec::new();
        while let Some(item) = self.next() {
            items.push(item);
        }
        items
    }
}

impl<I: Iterator> CollectVec for I {}

//! Collecting into a list, with little for the compiler to do.

/// `collect` for lists.
pub(crate) trait CollectVec: Iterator + Sized {
    /// All items, in order.
    // The standard library looks for the fastest way, which is several times as much code for each
    // chain of adapters; and everybody who uses the macro builds this crate.
    #[allow(
        clippy::while_let_on_iterator,
        reason = "less to compile than a `for`, for each chain"
    )]
    fn collect_vec(mut self) -> Vec<Self::Item> {
        let mut items = Vec::new();
        while let Some(item) = self.next() {
            items.push(item);
        }
        items
    }
}

impl<I: Iterator> CollectVec for I {}

//! zenoh 1.10.2: `QueryableBuilder::callback`
//!
//! The setter changes the builder's type. `.detach()` gives it back, to be awaited; each query
//! carries its own reply.

use asyncify::asyncify;

use crate::stubs::zenoh::*;

#[asyncify(ext = QueriesAsync)]
impl<'a, 'b> QueryableBuilder<'a, 'b, DefaultHandler> {
    pub fn callback<F>(self, callback: F) -> QueryableBuilder<'a, 'b, Callback<Query>>
    where
        F: Fn(Query) + Send + Sync + 'static;
}

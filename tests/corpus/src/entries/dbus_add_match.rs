//! dbus 0.9.12: `add_match`
//!
//! `S` is chosen by the caller. The library writes this method once for each kind of connection,
//! with other bounds. `closed = false` removes the match when nobody listens any more.

use asyncify::asyncify;

use crate::stubs::dbus::*;

#[asyncify(ext = MatchAsync)]
impl Connection {
    pub fn add_match<S: ReadAll, F>(
        &self,
        match_rule: MatchRule<'static>,
        #[map(|signal, _, _| -> S { signal })]
        #[reply(true, closed = false)]
        f: F,
    ) -> Result<Token, Error>
    where
        F: FnMut(S, &Self, &Message) -> bool + Send + 'static;
}

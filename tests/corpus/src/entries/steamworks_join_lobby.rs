//! steamworks 0.13.1: `Matchmaking::join_lobby`
//!
//! The error is `()`; `CallError` keeps it apart from a callback that never came.

use asyncify::asyncify;

use crate::stubs::steamworks::*;

#[asyncify(ext = MatchmakingAsync)]
impl Matchmaking {
    pub fn join_lobby<F>(&self, lobby: LobbyId, cb: F)
    where
        F: FnOnce(Result<LobbyId, ()>) + 'static + Send;
}

//! Stands for `steamworks`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LobbyId(pub u64);
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PublishedFileId(pub u64);
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SteamError;
#[derive(Debug)]
pub struct UpdateWatchHandle;
impl UpdateWatchHandle {
    pub fn progress(&self) -> (u64, u64) {
        (1, 2)
    }
}
pub struct Matchmaking;
pub struct UpdateHandle;
pub struct Utils;
pub struct Client;
pub struct CallbackHandle;
#[derive(Clone, Copy)]
pub enum GamepadTextInputMode {
    Normal,
}
#[derive(Clone, Copy)]
pub enum GamepadTextInputLineMode {
    SingleLine,
}
#[derive(Debug, PartialEq)]
pub struct GamepadTextInputDismissed(pub Option<u32>);
pub trait Callback: Default {}
impl Matchmaking {
    pub fn join_lobby<F>(&self, lobby: LobbyId, cb: F)
    where
        F: FnOnce(Result<LobbyId, ()>) + 'static + Send,
    {
        cb(Ok(lobby));
    }
}
impl UpdateHandle {
    pub fn submit<F>(self, change_note: Option<&str>, cb: F) -> UpdateWatchHandle
    where
        F: FnOnce(Result<(PublishedFileId, bool), SteamError>) + 'static + Send,
    {
        cb(Ok((PublishedFileId(1), false)));
        UpdateWatchHandle
    }
}
impl Utils {
    pub fn show_gamepad_text_input<F>(
        &self,
        input_mode: GamepadTextInputMode,
        input_line_mode: GamepadTextInputLineMode,
        description: &str,
        max_characters: u32,
        existing_text: Option<&str>,
        dismissed_cb: F,
    ) -> bool
    where
        F: FnMut(GamepadTextInputDismissed) + 'static + Send,
    {
        let mut dismissed_cb = dismissed_cb;
        if max_characters > 0 {
            dismissed_cb(GamepadTextInputDismissed(Some(1)));
        }
        max_characters > 0
    }
}
impl Client {
    pub fn register_callback<C, F>(&self, f: F) -> CallbackHandle
    where
        C: Callback,
        F: FnMut(C) + 'static + Send,
    {
        let mut f = f;
        f(C::default());
        CallbackHandle
    }
}

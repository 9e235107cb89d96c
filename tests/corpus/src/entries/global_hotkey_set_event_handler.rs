//! global-hotkey 0.9.0: `GlobalHotKeyEvent::set_event_handler`
//!
//! A function without a receiver. The handler can be set once for the whole program: later streams
//! stay empty.

use asyncify::asyncify;

use crate::stubs::global_hotkey::*;

#[asyncify(ext = HotKeys)]
impl GlobalHotKeyEvent {
    pub fn set_event_handler<F: Fn(GlobalHotKeyEvent) + Send + Sync + 'static>(f: Option<F>);
}

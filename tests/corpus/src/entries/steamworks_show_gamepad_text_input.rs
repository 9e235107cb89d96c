//! steamworks 0.13.1: `Utils::show_gamepad_text_input`
//!
//! `once`, because the bound says `FnMut` and means one call. `false` from the function means that
//! nothing will be called: `#[status]` makes an error of it.

use asyncify::asyncify;

use crate::stubs::steamworks::*;

/// The dialog can't be shown here.
#[derive(Debug, PartialEq)]
pub struct NotShown;

#[asyncify(ext = UtilsAsync, once)]
impl Utils {
    #[status(|shown| -> Result<(), NotShown> { shown.then_some(()).ok_or(NotShown) })]
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
        F: FnMut(GamepadTextInputDismissed) + 'static + Send;
}

//! sdl3 0.22.0: `show_open_file_dialog`
//!
//! An alias hides the callback, so `#[shape]` says what it is and `wrap` what the closure is put
//! into. `#[map]` brings the two arguments under one `Result`, so that `?` works.

use std::path::Path;
use std::path::PathBuf;

use asyncify::asyncify;

use crate::stubs::sdl3::{self, *};

#[asyncify(path = sdl3)]
pub mod calls {
    use super::*;

    pub fn show_open_file_dialog<'a, W>(
        filters: &[DialogFileFilter],
        default_location: Option<impl AsRef<Path>>,
        allow_many: bool,
        window: W,
        #[shape(FnOnce(Result<Vec<PathBuf>, DialogError>, Option<DialogFileFilter>), wrap = Box::new)]
        #[map(|files, filter| -> Result<(Vec<PathBuf>, Option<DialogFileFilter>), DialogError> {
            files.map(|files| (files, filter))
        })]
        callback: DialogCallback,
    ) -> Result<(), DialogError>
    where
        W: Into<Option<&'a Window>>;
}

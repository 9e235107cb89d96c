//! gio 0.22.10: `SettingsExt::connect_changed`
//!
//! The `&Self` that calls back is left out: a copy of it among the items would keep it alive.

use asyncify::asyncify;

use crate::stubs::gio::*;

#[asyncify(ext = SettingsAsync, local)]
impl<O: SettingsExt> O {
    fn connect_changed<F: Fn(&Self, &str) + 'static>(
        &self,
        detail: Option<&str>,
        f: F,
    ) -> SignalHandlerId;
}

//! signal-hook-registry 1.4.8: `register`
//!
//! The action of `register` runs inside a signal handler, where nothing may allocate, lock or wake
//! a task: no stream can be made of it soundly. What the library has for ordinary code can be used
//! instead, in a function of one's own.

use std::ffi::c_int;

use asyncify::asyncify;

use crate::stubs::signal_hook::Error;
use crate::stubs::signal_hook::iterator::{Handle, Signals};

#[asyncify(cancel = |handle| handle.close())]
pub fn signals(
    signals: &[c_int],
    on_signal: impl FnMut(c_int) + Send + 'static,
) -> Result<Handle, Error> {
    let mut signals = Signals::new(signals.iter().copied())?;
    let handle = signals.handle();
    std::thread::spawn(move || signals.forever().for_each(on_signal));
    Ok(handle)
}

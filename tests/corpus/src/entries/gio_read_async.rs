//! gio 0.22.10: `InputStreamExtManual::read_async`
//!
//! The buffer goes in by value and comes back, both in `Ok` and in `Err`. Toolkits with one thread
//! want `local`.

use asyncify::asyncify;

use crate::stubs::gio::*;

#[asyncify(ext = InputAsync, local)]
impl<O: InputStreamExtManual> O {
    fn read_async<
        B: AsMut<[u8]> + Send + 'static,
        Q: FnOnce(Result<(B, usize), (B, glib::Error)>) + 'static,
        C: IsA<Cancellable>,
    >(
        &self,
        buffer: B,
        io_priority: Priority,
        cancellable: Option<&C>,
        callback: Q,
    );
}

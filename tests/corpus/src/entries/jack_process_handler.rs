//! jack 0.13.5: `ProcessHandler`
//!
//! The callback runs on the realtime thread, and gets at its samples by the ports that it holds. A
//! function of one's own hands them on: with `frames` what comes in, with `feed` what goes out.
//! Neither allocates nor locks.

use asyncify::asyncify;

use crate::stubs::jack::*;

#[asyncify(frames)]
pub fn capture(
    client: Client,
    port: Port<AudioIn>,
    mut on_samples: impl FnMut(&[f32], Frames) + Send + 'static,
) -> Result<impl AsRef<Client> + Send, Error> {
    let process = move |_: &Client, scope: &ProcessScope| {
        on_samples(port.as_slice(scope), scope.last_frame_time());
        Control::Continue
    };
    client.activate_async((), ClosureProcessHandler::new(process))
}

#[asyncify(feed)]
pub fn playback(
    client: Client,
    mut port: Port<AudioOut>,
    mut on_need: impl FnMut(&mut [f32]) + Send + 'static,
) -> Result<impl AsRef<Client> + Send, Error> {
    let process = move |_: &Client, scope: &ProcessScope| {
        on_need(port.as_mut_slice(scope));
        Control::Continue
    };
    client.activate_async((), ClosureProcessHandler::new(process))
}

//! Riding out the start of a playback.

use std::time::{Duration, Instant};

use cpal::{Error, ErrorKind};

/// How long a device may take to come to itself.
const PATIENCE: Duration = Duration::from_secs(1);

/// Keeps quiet about refusals that mean nothing yet, and goes on with what comes for too long.
///
/// cpal's ALSA host asks PulseAudio's plug-in for a delay that is not known until the server has
/// answered. It reports an error each time, hundreds of them within milliseconds, and then plays. If
/// it never gets so far the errors do not stop.
pub(crate) fn patient(
    mut report: impl FnMut(Error) + Send + 'static,
) -> impl FnMut(Error) + Send + 'static {
    let mut first = None;
    move |error| {
        let waits =
            is_premature(&error) && first.get_or_insert_with(Instant::now).elapsed() < PATIENCE;
        if !waits {
            report(error);
        }
    }
}

fn is_premature(error: &Error) -> bool {
    error.kind() == ErrorKind::BackendError && error.to_string().contains("snd_pcm_avail_delay")
}

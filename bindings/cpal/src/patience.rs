//! Riding out the start of a playback.

use std::time::{Duration, Instant};

use cpal::{Error, ErrorKind};

/// How long a device may take to come to itself.
const PATIENCE: Duration = Duration::from_secs(1);

/// Errors that are further apart have nothing to do with each other.
const APART: Duration = Duration::from_millis(100);

/// Keeps quiet about refusals that mean nothing yet, and goes on with what comes for too long.
///
/// cpal's ALSA host asks PulseAudio's plug-in for a delay that is not known until the server has
/// answered. It reports an error each time, hundreds of them within milliseconds, and then plays;
/// so also when it starts again after an underrun. If it never gets so far the errors do not stop.
pub(crate) fn patient(
    mut report: impl FnMut(Error) + Send + 'static,
) -> impl FnMut(Error) + Send + 'static {
    let mut flood: Option<Flood> = None;
    move |error| {
        if !is_premature(&error) {
            return report(error);
        }
        let now = Instant::now();
        let since = match &flood {
            Some(flood) if now - flood.last < APART => flood.first,
            _ => now,
        };
        flood = Some(Flood {
            first: since,
            last: now,
        });
        if now - since >= PATIENCE {
            report(error);
        }
    }
}

/// When errors came without a pause between them.
struct Flood {
    first: Instant,
    last: Instant,
}

fn is_premature(error: &Error) -> bool {
    error.kind() == ErrorKind::BackendError && error.to_string().contains("snd_pcm_avail_delay")
}

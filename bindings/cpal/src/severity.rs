//! Which of cpal's errors end a stream.

use cpal::{Error, ErrorKind};

/// What an error means for the stream that reported it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Severity {
    /// The stream goes on.
    Warning,
    /// The stream ends: a capture once what came before has been read, a playback at once.
    Fatal,
}

/// Classifies an error that cpal reported about a running stream.
///
/// | kind | meaning | severity |
/// |---|---|---|
/// | `Xrun` | samples were lost or missing inside the backend | warning |
/// | `DeviceChanged` | the stream goes on with another device | warning |
/// | `RealtimeDenied` | the stream goes on at normal priority | warning |
/// | all others | nothing more will come, or nothing that can be trusted | fatal |
///
/// Kinds that cpal may add later count as fatal: a stream that goes silent without an end would be
/// worse than one that has to be opened again.
///
/// ```
/// use asyncify_cpal::{Severity, severity};
/// use cpal::{Error, ErrorKind};
///
/// assert_eq!(severity(&Error::new(ErrorKind::Xrun)), Severity::Warning);
/// assert_eq!(severity(&Error::new(ErrorKind::DeviceNotAvailable)), Severity::Fatal);
/// ```
pub fn severity(error: &Error) -> Severity {
    match error.kind() {
        ErrorKind::Xrun | ErrorKind::DeviceChanged | ErrorKind::RealtimeDenied => Severity::Warning,
        _ => Severity::Fatal,
    }
}

pub(crate) fn is_fatal(error: &Error) -> bool {
    severity(error) == Severity::Fatal
}

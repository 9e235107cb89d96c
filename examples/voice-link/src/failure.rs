//! What can go wrong for good, one line and one exit code each.

use std::fmt;
use std::path::Path;

pub(crate) const EXIT_CODES: &str = "\
Exit codes:
  0  all sound was taken, also when ended by Ctrl-C
  2  a mistake on the command line
  3  there is no such device
  4  the WAV file cannot be read
  5  the device or the file has a format that is not supported
  6  the device cannot be opened
  7  there was never a connection, or nothing can listen at that address";

/// Why the program failed.
#[derive(Debug)]
pub(crate) enum Failure {
    UnknownDevice(String),
    Unreadable(String),
    UnsupportedFormat(String),
    Device(String),
    Network(String),
}

impl Failure {
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::UnknownDevice(_) => 3,
            Self::Unreadable(_) => 4,
            Self::UnsupportedFormat(_) => 5,
            Self::Device(_) => 6,
            Self::Network(_) => 7,
        }
    }

    pub(crate) fn unreadable(file: &Path, error: impl fmt::Display) -> Self {
        Self::Unreadable(format!("{}: {error}", file.display()))
    }
}

impl From<cpal::Error> for Failure {
    fn from(error: cpal::Error) -> Self {
        match error.kind() {
            cpal::ErrorKind::UnsupportedConfig => Self::UnsupportedFormat(error.to_string()),
            _ => Self::Device(error.to_string()),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, why) = match self {
            Self::UnknownDevice(why) => ("unknown device", why),
            Self::Unreadable(why) => ("cannot read", why),
            Self::UnsupportedFormat(why) => ("unsupported format", why),
            Self::Device(why) => ("no sound", why),
            Self::Network(why) => ("no connection", why),
        };
        write!(f, "{what}: {}", one_line(why))
    }
}

/// Sound backends may report in several lines.
pub(crate) fn one_line(text: impl fmt::Display) -> String {
    let text = text.to_string();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

//! What can go wrong, one line and one exit code each.

use std::fmt;
use std::path::Path;

pub(crate) const EXIT_CODES: &str = "\
Exit codes:
  0  captured, also when ended by Ctrl-C
  2  a mistake on the command line
  3  there is no such device, or more than one
  4  the WAV file cannot be written
  5  the device does not support the format
  6  the device cannot be opened, delivers nothing, or failed on the way";

/// Why the demo failed.
#[derive(Debug)]
pub(crate) enum Failure {
    UnknownDevice(String),
    AmbiguousDevice(String),
    Unwritable(String),
    UnsupportedFormat(String),
    Device(String),
}

impl Failure {
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::UnknownDevice(_) | Self::AmbiguousDevice(_) => 3,
            Self::Unwritable(_) => 4,
            Self::UnsupportedFormat(_) => 5,
            Self::Device(_) => 6,
        }
    }

    /// The reason, in one line: backends may report in several.
    pub(crate) fn why(&self) -> String {
        let (Self::UnknownDevice(why)
        | Self::AmbiguousDevice(why)
        | Self::Unwritable(why)
        | Self::UnsupportedFormat(why)
        | Self::Device(why)) = self;
        why.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub(crate) fn unwritable(file: &Path, error: impl fmt::Display) -> Self {
        Self::Unwritable(format!("{}: {error}", file.display()))
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
        let what = match self {
            Self::UnknownDevice(_) => "unknown device",
            Self::AmbiguousDevice(_) => "ambiguous device",
            Self::Unwritable(_) => "cannot write",
            Self::UnsupportedFormat(_) => "unsupported format",
            Self::Device(_) => "no sound",
        };
        write!(f, "{what}: {}", self.why())
    }
}

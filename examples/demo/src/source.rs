//! Which device is captured.

use asyncify_cpal::{Capture, CaptureControl, CaptureOptions};
use cpal::traits::{DeviceTrait, HostTrait};
use cpal::{Device, SupportedStreamConfig};

use crate::embedded;
use crate::failure::Failure;

/// A device and what it is called.
pub(crate) struct Source {
    pub(crate) name: String,
    pub(crate) device: Device,
    /// Whether it is the system's default.
    pub(crate) default: bool,
}

/// A source that has been opened and started.
pub(crate) struct Opened {
    pub(crate) name: String,
    pub(crate) config: SupportedStreamConfig,
    pub(crate) capture: Capture<f32, cpal::Stream>,
}

/// ALSA writes about every device that is not there, and what matters of it comes as an error, too.
/// Without its handler, which is a thread's own, there is just more to read.
pub(crate) fn quietly<T>(look: impl FnOnce() -> T) -> T {
    #[cfg(target_os = "linux")]
    let _silenced = alsa::Output::local_error_handler();
    look()
}

impl Source {
    pub(crate) fn new(device: Device) -> Self {
        Self {
            name: device.to_string(),
            device,
            default: false,
        }
    }

    pub(crate) fn embedded() -> Self {
        Self::new(embedded::device())
    }

    /// The system's default, called as in the list of all.
    pub(crate) fn default() -> Option<Self> {
        Self::all().into_iter().find(|source| source.default)
    }

    /// All there are, the embedded one last.
    pub(crate) fn all() -> Vec<Self> {
        let host = cpal::default_host();
        let devices = host.input_devices().into_iter().flatten();
        let mut all: Vec<_> = devices.map(Self::new).collect();
        if let Some(device) = host.default_input_device() {
            let listed = all.iter().position(|source| source.device == device);
            let at = listed.unwrap_or_else(|| {
                all.insert(0, Self::new(device));
                0
            });
            all[at].default = true;
        }
        all.push(Self::embedded());
        all
    }

    /// The one with this name or id, or else the only one with this in its name.
    pub(crate) fn named(wanted: &str) -> Result<Self, Failure> {
        if wanted.is_empty() {
            let why = "the name is empty (see --list)";
            return Err(Failure::UnknownDevice(why.to_owned()));
        }
        let all = Self::all();
        let exact = |source: &Self| source.name == wanted || source.id().as_deref() == Some(wanted);
        if let Some(at) = all.iter().position(exact) {
            return Ok(all.into_iter().nth(at).expect("it was just found there"));
        }
        let wanted_part = wanted.to_lowercase();
        let mut alike: Vec<_> = all
            .into_iter()
            .filter(|source| source.name.to_lowercase().contains(&wanted_part))
            .collect();
        match alike.len() {
            1 => Ok(alike.remove(0)),
            0 => Err(Failure::UnknownDevice(format!("`{wanted}` (see --list)"))),
            several => Err(Failure::AmbiguousDevice(format!(
                "`{wanted}` fits {several} devices (see --list)"
            ))),
        }
    }

    /// The id by which its host finds it.
    pub(crate) fn id(&self) -> Option<String> {
        self.device.id().ok().map(|id| id.id().to_owned())
    }

    /// Opens the device in its default configuration, or in one with this rate.
    pub(crate) fn open(self, rate: Option<u32>) -> Result<Opened, Failure> {
        let config = match rate {
            None => self.device.default_input_config()?,
            Some(rate) => self.with_rate(rate)?,
        };
        let Self { name, device, .. } = self;
        let capture = CaptureOptions::new().open_f32(&device, config)?;
        capture.play()?;
        Ok(Opened {
            name,
            config,
            capture,
        })
    }

    /// What the device would choose by itself, had it this rate only.
    fn with_rate(&self, rate: u32) -> Result<SupportedStreamConfig, Failure> {
        let none = || format!("{} has no rate of {rate} Hz", self.name);
        self.device
            .supported_input_configs()?
            .filter(|range| range.contains_rate(rate))
            .max_by(|one, other| one.cmp_default_heuristics(other))
            .and_then(|range| range.try_with_sample_rate(rate))
            .ok_or_else(|| Failure::UnsupportedFormat(none()))
    }
}

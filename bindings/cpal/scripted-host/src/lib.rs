//! A cpal host with one microphone, or one loudspeaker, that does what a closure says.
//!
//! The closure, the *script*, runs on a thread of its own from the moment a stream is built. It has
//! the stream's callbacks in hand and may call them well or badly: see [`Caller`]. A [`Probe`] tells
//! what became of the stream.
//!
//! ```
//! use cpal::traits::{DeviceTrait, HostTrait, StreamTrait};
//! use cpal::{SampleFormat, SupportedBufferSize, SupportedStreamConfig};
//! use scripted_host::ScriptedHost;
//!
//! let config = SupportedStreamConfig::new(1, 16_000, SupportedBufferSize::Unknown, SampleFormat::I16);
//! let host = ScriptedHost::new("three samples", config, |caller| {
//!     if caller.wait_until_playing() {
//!         caller.data(&[1_i16, 2, 3]);
//!     }
//! });
//! let microphone = host.into_cpal().default_input_device().expect("it has one");
//!
//! let (sender, receiver) = std::sync::mpsc::channel();
//! let stream = microphone.build_input_stream(
//!     config.config(),
//!     move |data: &[i16], _| sender.send(data.to_vec()).unwrap(),
//!     |error| panic!("{error}"),
//!     None,
//! )?;
//! stream.play()?;
//! assert_eq!(receiver.recv(), Ok(vec![1, 2, 3]));
//! # Ok::<(), cpal::Error>(())
//! ```

mod caller;
mod device;
mod probe;
mod stream;

use std::sync::Arc;

use cpal::traits::HostTrait;
use cpal::{DeviceDirection, Error, SupportedStreamConfig};

pub use caller::Caller;
pub use device::ScriptedDevice;
pub use probe::{Facts, Probe};
pub use stream::ScriptedStream;

type Script = Arc<dyn Fn(&mut Caller) + Send + Sync>;

/// A host whose one device follows a script. It carries one stream at a time.
#[derive(Debug)]
pub struct ScriptedHost {
    device: ScriptedDevice,
}

impl ScriptedHost {
    /// A host with a microphone that supports exactly this configuration. `script` runs once per stream.
    pub fn new(
        name: &'static str,
        config: SupportedStreamConfig,
        script: impl Fn(&mut Caller) + Send + Sync + 'static,
    ) -> Self {
        let device = ScriptedDevice::new(name, DeviceDirection::Input, config, Arc::new(script));
        Self { device }
    }

    /// The same with a loudspeaker.
    pub fn speaker(
        name: &'static str,
        config: SupportedStreamConfig,
        script: impl Fn(&mut Caller) + Send + Sync + 'static,
    ) -> Self {
        let device = ScriptedDevice::new(name, DeviceDirection::Output, config, Arc::new(script));
        Self { device }
    }

    /// A look at the stream from the outside. Valid whatever becomes of host and stream.
    pub fn probe(&self) -> Probe {
        self.device.probe().clone()
    }

    fn device_that_goes(&self, direction: DeviceDirection) -> Option<ScriptedDevice> {
        Some(self.device.clone()).filter(|device| device.goes(direction))
    }

    /// The host in the type that programs pass around.
    pub fn into_cpal(self) -> cpal::Host {
        cpal::Host::from(cpal::platform::CustomHost::from_host(self))
    }
}

impl HostTrait for ScriptedHost {
    type Devices = std::iter::Once<ScriptedDevice>;
    type Device = ScriptedDevice;

    fn is_available() -> bool {
        true
    }

    fn devices(&self) -> Result<Self::Devices, Error> {
        Ok(std::iter::once(self.device.clone()))
    }

    fn default_input_device(&self) -> Option<Self::Device> {
        self.device_that_goes(DeviceDirection::Input)
    }

    fn default_output_device(&self) -> Option<Self::Device> {
        self.device_that_goes(DeviceDirection::Output)
    }
}

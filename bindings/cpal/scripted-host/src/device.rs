//! The device: it builds streams, and says no to what it does not support.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::time::Duration;

use cpal::platform::HostId;
use cpal::traits::DeviceTrait;
use cpal::{
    Data, DeviceDescription, DeviceDescriptionBuilder, DeviceDirection, DeviceId, Error, ErrorKind,
    InputCallbackInfo, OutputCallbackInfo, SampleFormat, StreamConfig, SupportedStreamConfig,
    SupportedStreamConfigRange,
};

use crate::caller::Caller;
use crate::stream::{Clock, ScriptedStream};
use crate::{Probe, Script};

/// The one device of a [`ScriptedHost`](crate::ScriptedHost).
#[derive(Clone)]
pub struct ScriptedDevice {
    name: &'static str,
    config: SupportedStreamConfig,
    script: Script,
    probe: Probe,
}

impl ScriptedDevice {
    pub(crate) fn new(name: &'static str, config: SupportedStreamConfig, script: Script) -> Self {
        Self {
            name,
            config,
            script,
            probe: Probe::default(),
        }
    }

    pub(crate) fn probe(&self) -> &Probe {
        &self.probe
    }

    fn supports(&self, config: &StreamConfig, format: SampleFormat) -> bool {
        config.channels == self.config.channels()
            && config.sample_rate == self.config.sample_rate()
            && format == self.config.sample_format()
    }
}

impl DeviceTrait for ScriptedDevice {
    type SupportedInputConfigs = std::iter::Once<SupportedStreamConfigRange>;
    type SupportedOutputConfigs = std::iter::Empty<SupportedStreamConfigRange>;
    type Stream = ScriptedStream;

    fn description(&self) -> Result<DeviceDescription, Error> {
        let builder = DeviceDescriptionBuilder::new(self.name);
        Ok(builder.direction(DeviceDirection::Input).build())
    }

    fn id(&self) -> Result<DeviceId, Error> {
        Ok(DeviceId::new(HostId::Custom, self.name))
    }

    fn supported_input_configs(&self) -> Result<Self::SupportedInputConfigs, Error> {
        let rate = self.config.sample_rate();
        Ok(std::iter::once(SupportedStreamConfigRange::new(
            self.config.channels(),
            rate,
            rate,
            *self.config.buffer_size(),
            self.config.sample_format(),
        )))
    }

    fn supported_output_configs(&self) -> Result<Self::SupportedOutputConfigs, Error> {
        Ok(std::iter::empty())
    }

    fn default_input_config(&self) -> Result<SupportedStreamConfig, Error> {
        Ok(self.config)
    }

    fn default_output_config(&self) -> Result<SupportedStreamConfig, Error> {
        Err(ErrorKind::UnsupportedOperation.into())
    }

    fn build_input_stream_raw<D, E>(
        &self,
        config: StreamConfig,
        format: SampleFormat,
        data_callback: D,
        error_callback: E,
        _timeout: Option<Duration>,
    ) -> Result<Self::Stream, Error>
    where
        D: FnMut(&Data, &InputCallbackInfo) + Send + 'static,
        E: FnMut(Error) + Send + 'static,
    {
        if !self.supports(&config, format) {
            return Err(ErrorKind::UnsupportedConfig.into());
        }
        let clock = Clock::start();
        let caller = Caller {
            data: Box::new(data_callback),
            error: Box::new(error_callback),
            format,
            probe: self.probe.clone(),
            clock,
        };
        Ok(ScriptedStream::start(caller, self.script.clone(), clock))
    }

    fn build_output_stream_raw<D, E>(
        &self,
        _config: StreamConfig,
        _format: SampleFormat,
        _data_callback: D,
        _error_callback: E,
        _timeout: Option<Duration>,
    ) -> Result<Self::Stream, Error>
    where
        D: FnMut(&mut Data, &OutputCallbackInfo) + Send + 'static,
        E: FnMut(Error) + Send + 'static,
    {
        Err(ErrorKind::UnsupportedOperation.into())
    }
}

impl PartialEq for ScriptedDevice {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for ScriptedDevice {}

impl Hash for ScriptedDevice {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl fmt::Display for ScriptedDevice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl fmt::Debug for ScriptedDevice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScriptedDevice")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

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

use crate::caller::{Caller, DataCallback, ErrorCallback};
use crate::stream::{Clock, ScriptedStream};
use crate::{Probe, Script};

/// One configuration, or none.
type Range = std::option::IntoIter<SupportedStreamConfigRange>;

/// The one device of a [`ScriptedHost`](crate::ScriptedHost).
#[derive(Clone)]
pub struct ScriptedDevice {
    name: &'static str,
    direction: DeviceDirection,
    config: SupportedStreamConfig,
    script: Script,
    probe: Probe,
}

impl ScriptedDevice {
    pub(crate) fn new(
        name: &'static str,
        direction: DeviceDirection,
        config: SupportedStreamConfig,
        script: Script,
    ) -> Self {
        Self {
            name,
            direction,
            config,
            script,
            probe: Probe::default(),
        }
    }

    pub(crate) fn probe(&self) -> &Probe {
        &self.probe
    }

    pub(crate) fn goes(&self, direction: DeviceDirection) -> bool {
        self.direction == direction
    }

    fn range(&self, direction: DeviceDirection) -> Range {
        let rate = self.config.sample_rate();
        let range = SupportedStreamConfigRange::new(
            self.config.channels(),
            rate,
            rate,
            *self.config.buffer_size(),
            self.config.sample_format(),
        );
        self.goes(direction).then_some(range).into_iter()
    }

    fn default_config(&self, direction: DeviceDirection) -> Result<SupportedStreamConfig, Error> {
        let config = self.goes(direction).then_some(self.config);
        config.ok_or_else(|| ErrorKind::UnsupportedOperation.into())
    }

    fn start(
        &self,
        config: StreamConfig,
        format: SampleFormat,
        direction: DeviceDirection,
        data: DataCallback,
        error: ErrorCallback,
    ) -> Result<ScriptedStream, Error> {
        if !self.goes(direction) {
            return Err(ErrorKind::UnsupportedOperation.into());
        }
        if !self.supports(&config, format) {
            return Err(ErrorKind::UnsupportedConfig.into());
        }
        let clock = Clock::start();
        let caller = Caller {
            data,
            error,
            format,
            probe: self.probe.clone(),
            clock,
        };
        Ok(ScriptedStream::start(caller, self.script.clone(), clock))
    }

    fn supports(&self, config: &StreamConfig, format: SampleFormat) -> bool {
        config.channels == self.config.channels()
            && config.sample_rate == self.config.sample_rate()
            && format == self.config.sample_format()
    }
}

impl DeviceTrait for ScriptedDevice {
    type SupportedInputConfigs = Range;
    type SupportedOutputConfigs = Range;
    type Stream = ScriptedStream;

    fn description(&self) -> Result<DeviceDescription, Error> {
        let builder = DeviceDescriptionBuilder::new(self.name);
        Ok(builder.direction(self.direction).build())
    }

    fn id(&self) -> Result<DeviceId, Error> {
        Ok(DeviceId::new(HostId::Custom, self.name))
    }

    fn supported_input_configs(&self) -> Result<Self::SupportedInputConfigs, Error> {
        Ok(self.range(DeviceDirection::Input))
    }

    fn supported_output_configs(&self) -> Result<Self::SupportedOutputConfigs, Error> {
        Ok(self.range(DeviceDirection::Output))
    }

    fn default_input_config(&self) -> Result<SupportedStreamConfig, Error> {
        self.default_config(DeviceDirection::Input)
    }

    fn default_output_config(&self) -> Result<SupportedStreamConfig, Error> {
        self.default_config(DeviceDirection::Output)
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
        let data = DataCallback::Input(Box::new(data_callback));
        let error = Box::new(error_callback);
        self.start(config, format, DeviceDirection::Input, data, error)
    }

    fn build_output_stream_raw<D, E>(
        &self,
        config: StreamConfig,
        format: SampleFormat,
        data_callback: D,
        error_callback: E,
        _timeout: Option<Duration>,
    ) -> Result<Self::Stream, Error>
    where
        D: FnMut(&mut Data, &OutputCallbackInfo) + Send + 'static,
        E: FnMut(Error) + Send + 'static,
    {
        let data = DataCallback::Output(Box::new(data_callback));
        let error = Box::new(error_callback);
        self.start(config, format, DeviceDirection::Output, data, error)
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

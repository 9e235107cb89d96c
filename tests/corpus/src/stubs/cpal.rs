//! Stands for `cpal`.
use std::fmt::{Debug, Display};
use std::hash::Hash;
use std::time::Duration;
#[derive(Debug, Clone, PartialEq)]
pub struct Error(pub String);
pub trait SizedSample: Copy + Default + 'static {}
impl SizedSample for f32 {}
#[derive(Debug, Clone, Copy)]
pub struct StreamConfig;
#[derive(Debug, Clone, Copy)]
pub struct SampleFormat;
#[derive(Debug, Clone)]
pub struct InputCallbackInfo;
#[derive(Debug, Clone)]
pub struct OutputCallbackInfo;
pub struct Data(pub Vec<u8>);
impl Data {
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}
pub trait DeviceTrait: PartialEq + Eq + Hash + Debug + Display {
    type Stream;
    fn stream(&self) -> Self::Stream;
    fn build_input_stream<T, D, E>(
        &self,
        config: StreamConfig,
        mut data_callback: D,
        error_callback: E,
        timeout: Option<Duration>,
    ) -> Result<Self::Stream, Error>
    where
        T: SizedSample,
        D: FnMut(&[T], &InputCallbackInfo) + Send + 'static,
        E: FnMut(Error) + Send + 'static,
    {
        data_callback(&[T::default(); 4], &InputCallbackInfo);
        Ok(self.stream())
    }
    fn build_input_stream_raw<D, E>(
        &self,
        config: StreamConfig,
        sample_format: SampleFormat,
        data_callback: D,
        error_callback: E,
        timeout: Option<Duration>,
    ) -> Result<Self::Stream, Error>
    where
        D: FnMut(&Data, &InputCallbackInfo) + Send + 'static,
        E: FnMut(Error) + Send + 'static,
    {
        let mut data_callback = data_callback;
        data_callback(&Data(vec![1, 2]), &InputCallbackInfo);
        Ok(self.stream())
    }
    fn build_output_stream<T, D, E>(
        &self,
        config: StreamConfig,
        mut data_callback: D,
        error_callback: E,
        timeout: Option<Duration>,
    ) -> Result<Self::Stream, Error>
    where
        T: SizedSample,
        D: FnMut(&mut [T], &OutputCallbackInfo) + Send + 'static,
        E: FnMut(Error) + Send + 'static,
    {
        data_callback(&mut [T::default(); 4], &OutputCallbackInfo);
        Ok(self.stream())
    }
}

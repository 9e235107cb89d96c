//! Stands for `portaudio-rs`.
use std::marker::PhantomData;
pub trait SampleType: Copy + Default + Send + 'static {}
impl SampleType for f32 {}
pub struct StreamParameters<T>(pub PhantomData<T>);
#[derive(Clone, Copy)]
pub struct StreamFlags;
#[derive(Debug, PartialEq)]
pub struct PaError;
#[derive(Debug, PartialEq)]
pub enum StreamCallbackResult {
    Continue,
    Complete,
}
pub struct StreamTimeInfo;
#[derive(Clone, Copy)]
pub struct StreamCallbackFlags;
pub type StreamCallback<'a, I, O> =
    dyn FnMut(&[I], &mut [O], StreamTimeInfo, StreamCallbackFlags) -> StreamCallbackResult + 'a;
pub struct Stream<'a, I, O> {
    pub callback: Option<Box<StreamCallback<'a, I, O>>>,
}
impl<'a, I: SampleType, O: SampleType> Stream<'a, I, O> {
    pub fn open(
        input: Option<StreamParameters<I>>,
        output: Option<StreamParameters<O>>,
        sample_rate: f64,
        frames_per_buffer: u64,
        flags: StreamFlags,
        callback: Option<Box<StreamCallback<'a, I, O>>>,
    ) -> Result<Stream<'a, I, O>, PaError> {
        Ok(Stream { callback })
    }
}

#[asyncify(ext = PlaybackExt, feed, silence = T::EQUILIBRIUM)]
impl<D: DeviceTrait> D
where
    D::Stream: Send + 'static,
{
    fn build_output_stream<T, C, E>(
        &self,
        config: StreamConfig,
        #[item] data_callback: C,
        #[error(fatal_if = |error| is_fatal(&error))] error_callback: E,
        timeout: Option<Duration>,
    ) -> Result<D::Stream, Error>
    where
        T: SizedSample,
        C: FnMut(&mut [T], &OutputCallbackInfo) + Send + 'static,
        E: FnMut(Error) + Send + 'static;
}

#[asyncify(feed, buffer = 4_800)]
fn open(#[map(|block| -> &mut [f32] { &mut block.samples })] callback: impl FnMut(&mut Block) + Send + 'static) -> Device {
    Device::open(callback)
}

#[asyncify(feed)]
fn answered(
    #[reply(|out| out.len())] callback: impl FnMut(&mut [u8]) -> usize + Send + 'static,
) {
    ask(callback)
}

#[asyncify(feed, underrun = block)]
fn upload(
    #[reply(|out| Ok(out.len()))] read: impl FnMut(&mut [u8]) -> Result<usize, Abort> + Send + 'static,
) {
    perform(read)
}

#[asyncify(feed, buffer = 4_800)]
fn exchange(callback: impl FnMut(&[i16], &mut [f32], &Time) + Send + 'static) -> Device {
    Device::exchange(callback)
}

#[asyncify(feed)]
fn shared(callback: impl FnMut(&mut [i16]) + Send + Sync + 'static) {
    start(callback)
}

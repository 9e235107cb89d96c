#[asyncify(ext = CaptureExt, frames)]
impl<D: DeviceTrait> D
where
    D::Stream: Send + 'static,
{
    fn build_input_stream<T, C, E>(
        &self,
        config: StreamConfig,
        #[item]
        #[map(|data, info| -> (&[T], CaptureInfo) { (data, CaptureInfo::new(&config, info)) })]
        data_callback: C,
        #[error(fatal_if = |error| is_fatal(&error))] error_callback: E,
        timeout: Option<Duration>,
    ) -> Result<D::Stream, Error>
    where
        T: SizedSample,
        C: FnMut(&[T], &InputCallbackInfo) + Send + 'static,
        E: FnMut(Error) + Send + 'static;
}

#[asyncify(frames, buffer = 96_000)]
fn open(callback: impl FnMut(&[f32], Time) + Send + 'static) -> Device {
    Device::open(callback)
}

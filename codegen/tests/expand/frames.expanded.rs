/// Async versions of methods of `D`.
#[allow(private_bounds, private_interfaces)]
pub trait CaptureExt: ::core::marker::Sized + DeviceTrait {
    /// The async version of `build_input_stream`.
    #[allow(clippy::type_complexity)]
    fn build_input_stream_stream<T>(
        &self,
        config: StreamConfig,
        timeout: Option<Duration>,
    ) -> Result<
        ::asyncify::FrameStream<
            T,
            CaptureInfo,
            Self::Stream,
            ::core::result::Result<::asyncify::Frame<T, CaptureInfo>, Error>,
        >,
        Error,
    >
    where
        T: SizedSample + ::core::marker::Copy + ::core::marker::Send + 'static;
}
impl<D: DeviceTrait> CaptureExt for D
where
    D::Stream: Send + 'static,
{
    #[allow(clippy::type_complexity)]
    fn build_input_stream_stream<T>(
        &self,
        config: StreamConfig,
        timeout: Option<Duration>,
    ) -> Result<
        ::asyncify::FrameStream<
            T,
            CaptureInfo,
            D::Stream,
            ::core::result::Result<::asyncify::Frame<T, CaptureInfo>, Error>,
        >,
        Error,
    >
    where
        T: SizedSample + ::core::marker::Copy + ::core::marker::Send + 'static,
    {
        #[allow(unused_imports)]
        use ::asyncify::__private::{ReleaseHere as _, KeepErrors as _};
        const _: () = ::asyncify::__private::no_destructor::<CaptureInfo>();
        ::asyncify::try_frames_with_errors_local(
                ::asyncify::FrameOptions::new(),
                move |frames, errors| <D>::build_input_stream::<
                    T,
                    _,
                    _,
                >(
                    self,
                    config,
                    move |data: &[T], info: &InputCallbackInfo| {
                        frames.write_catching(|| (data, CaptureInfo::new(&config, info)))
                    },
                    move |error: Error| {
                        errors
                            .fail_if(|| {
                                let fatal: bool = is_fatal(&error);
                                (error, fatal)
                            })
                    },
                    timeout,
                ),
            )
            .map(|stream| stream.release_anywhere_if_send().coalesce_equal_errors())
    }
}
#[allow(unused_mut)]
fn open() -> ::asyncify::FrameStream<f32, Time, Device> {
    #[allow(unused_imports)]
    use ::asyncify::__private::ReleaseHere as _;
    const _: () = ::asyncify::__private::no_destructor::<Time>();
    ::asyncify::frames_local(
            ::asyncify::FrameOptions::new().buffer(96_000),
            move |frames| -> Device {
                let callback = move |arg0: &[f32], arg1: Time| frames.write(arg0, arg1);
                Device::open(callback)
            },
        )
        .release_anywhere_if_send()
}

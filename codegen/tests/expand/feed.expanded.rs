/// Async versions of methods of `D`.
#[allow(private_bounds, private_interfaces)]
pub trait PlaybackExt: ::core::marker::Sized + DeviceTrait {
    /// The async version of `build_output_stream`.
    #[allow(clippy::type_complexity)]
    fn build_output_stream_feed<T>(
        &self,
        config: StreamConfig,
        timeout: Option<Duration>,
    ) -> Result<::asyncify::Feed<T, Self::Stream, Error>, Error>
    where
        T: SizedSample + ::core::marker::Copy + ::core::marker::Send + 'static;
}
impl<D: DeviceTrait> PlaybackExt for D
where
    D::Stream: Send + 'static,
{
    #[allow(clippy::type_complexity)]
    fn build_output_stream_feed<T>(
        &self,
        config: StreamConfig,
        timeout: Option<Duration>,
    ) -> Result<::asyncify::Feed<T, D::Stream, Error>, Error>
    where
        T: SizedSample + ::core::marker::Copy + ::core::marker::Send + 'static,
    {
        #[allow(unused_imports)]
        use ::asyncify::__private::{ReleaseHere as _, KeepErrors as _};
        ::asyncify::try_feed_with_errors_local(
                ::asyncify::FeedOptions::new().silence::<T>(T::EQUILIBRIUM),
                move |source, errors| <D>::build_output_stream::<
                    T,
                    _,
                    _,
                >(
                    self,
                    config,
                    move |arg0: &mut [T], _: &OutputCallbackInfo| source.fill(arg0),
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
fn open() -> ::asyncify::Feed<f32, Device> {
    #[allow(unused_imports)]
    use ::asyncify::__private::ReleaseHere as _;
    ::asyncify::feed_local(
            ::asyncify::FeedOptions::new().buffer(4_800),
            move |source| -> Device {
                let callback = move |block: &mut Block| {
                    source.fill_catching(|| &mut block.samples)
                };
                Device::open(callback)
            },
        )
        .release_anywhere_if_send()
}
#[allow(unused_mut)]
fn answered() -> ::asyncify::Feed<u8> {
    #[allow(unused_imports)]
    use ::asyncify::__private::NoInstead as _;
    ::asyncify::feed(
        ::asyncify::FeedOptions::new(),
        move |source| {
            let callback = move |out: &mut [u8]| -> usize {
                source.fill(out);
                let reply: usize = source
                    .reply(|| -> usize { out.len() })
                    .unwrap_or_else(|| {
                        ::asyncify::__private::Instead::<usize>::new().reply()
                    });
                reply
            };
            ask(callback)
        },
    )
}
#[allow(unused_mut)]
fn upload() -> ::asyncify::Feed<u8> {
    #[allow(unused_imports)]
    use ::asyncify::__private::NoInstead as _;
    ::asyncify::feed(
        ::asyncify::FeedOptions::new(),
        move |source| {
            let read = move |out: &mut [u8]| -> Result<usize, Abort> {
                let filled = source.read_blocking(out);
                let out = &mut out[..filled];
                let reply: Result<usize, Abort> = source
                    .reply(|| -> Result<usize, Abort> { Ok(out.len()) })
                    .unwrap_or_else(|| {
                        ::asyncify::__private::Instead::<Result<usize, Abort>>::new()
                            .reply()
                    });
                reply
            };
            perform(read)
        },
    )
}
#[allow(unused_mut)]
fn exchange() -> ::asyncify::Duplex<i16, f32, Time, Device> {
    #[allow(unused_imports)]
    use ::asyncify::__private::ReleaseHere as _;
    const _: () = ::asyncify::__private::no_destructor::<Time>();
    ::asyncify::duplex_local(
            ::asyncify::FrameOptions::new(),
            ::asyncify::FeedOptions::new().buffer(4_800),
            move |port| -> Device {
                let callback = move |arg0: &[i16], arg1: &mut [f32], arg2: &Time| {
                    port
                        .exchange_with(
                            arg0,
                            arg1,
                            || ::asyncify::__private::cloned(arg2),
                        )
                };
                Device::exchange(callback)
            },
        )
        .release_anywhere_if_send()
}
#[allow(unused_mut)]
fn shared() -> ::asyncify::Feed<i16> {
    ::asyncify::feed(
        ::asyncify::FeedOptions::new(),
        move |source| {
            let callback = {
                let mut source = ::asyncify::__private::ffi::Exclusive::new(source);
                move |value: &mut [i16]| {
                    let source = source.get_mut();
                    source.fill(value)
                }
            };
            start(callback)
        },
    )
}

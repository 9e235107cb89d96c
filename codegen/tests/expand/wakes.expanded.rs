/// Woken once sixteen events wait.
#[allow(unused_mut)]
fn keys() -> ::asyncify::EventStream<Key, Listener> {
    #[allow(unused_imports)]
    use ::asyncify::__private::ReleaseHere as _;
    ::asyncify::stream_local(
            ::asyncify::StreamOptions::new()
                .buffer(256)
                .overflow(::asyncify::Overflow::Block)
                .wake(::asyncify::Wake::Every(16)),
            move |events| -> Listener {
                let callback = move |value: Key| {
                    events.emit(value);
                };
                Listener::new(callback)
            },
        )
        .release_anywhere_if_send()
}
/// Woken every two milliseconds, if there are samples.
#[allow(unused_mut)]
fn capture() -> ::asyncify::FrameStream<f32, Time, Device> {
    #[allow(unused_imports)]
    use ::asyncify::__private::ReleaseHere as _;
    const _: () = ::asyncify::__private::no_destructor::<Time>();
    ::asyncify::frames_local(
            ::asyncify::FrameOptions::new()
                .wake(::asyncify::Wake::Tick(::core::time::Duration::from_millis(2))),
            move |frames| -> Device {
                let callback = move |arg0: &[f32], arg1: Time| frames.write(arg0, arg1);
                Device::open(callback)
            },
        )
        .release_anywhere_if_send()
}
#[allow(unused_mut)]
fn play() -> ::asyncify::Feed<f32, Device> {
    #[allow(unused_imports)]
    use ::asyncify::__private::ReleaseHere as _;
    ::asyncify::feed_local(
            ::asyncify::FeedOptions::new().wake(::asyncify::Wake::Direct),
            move |source| -> Device {
                let callback = move |value: &mut [f32]| source.fill(value);
                Device::open(callback)
            },
        )
        .release_anywhere_if_send()
}
/// Both lanes are told.
#[allow(unused_mut)]
fn process(period: u64) -> ::asyncify::Duplex<f32, f32, (), Device> {
    #[allow(unused_imports)]
    use ::asyncify::__private::ReleaseHere as _;
    let wake = ::asyncify::Wake::Tick(::core::time::Duration::from_millis(period));
    ::asyncify::duplex_local(
            ::asyncify::FrameOptions::new().wake(wake),
            ::asyncify::FeedOptions::new().wake(wake),
            move |port| -> Device {
                let callback = move |arg0: &[f32], arg1: &mut [f32]| {
                    port.exchange(arg0, arg1, ())
                };
                Device::open_duplex(callback)
            },
        )
        .release_anywhere_if_send()
}
#[allow(clippy::type_complexity)]
#[allow(unused_mut)]
fn download() -> ::asyncify::WithProgress<
    impl ::core::future::Future<
        Output = ::core::result::Result<Page, ::asyncify::Abandoned>,
    >,
    ::core::result::Result<u64, ::asyncify::Lagged>,
> {
    ::asyncify::with_lossy_progress(
        ::asyncify::StreamOptions::new()
            .overflow(::asyncify::Overflow::Latest)
            .wake(::asyncify::Wake::Tick(::core::time::Duration::from_millis(50))),
        move |progress| async move {
            ::asyncify::once(move |done| {
                    let on_progress = move |value: u64| {
                        progress.report(::core::result::Result::Ok(value));
                    };
                    let on_done = move |value: Page| done.finish(value);
                    start(on_progress, on_done)
                })
                .await
        },
    )
}

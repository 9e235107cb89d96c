/// The last item is an error, if the end is one.
#[allow(clippy::type_complexity)]
#[allow(unused_mut)]
fn lines() -> ::asyncify::EventStream<
    ::core::result::Result<
        String,
        <io::Result<()> as ::asyncify::__private::Outcome>::Err,
    >,
    Child,
> {
    #[allow(unused_imports)]
    use ::asyncify::__private::ReleaseHere as _;
    ::asyncify::stream_local(
            ::asyncify::StreamOptions::new(),
            move |events| -> Child {
                let on_line = {
                    let events = ::core::clone::Clone::clone(&events);
                    move |value: String| {
                        events.emit(::core::result::Result::Ok(value));
                    }
                };
                let on_finish = move |value: io::Result<()>| events.end_with(|| value);
                spawn(on_line, on_finish)
            },
        )
        .release_anywhere_if_send()
}
#[allow(clippy::type_complexity)]
#[allow(unused_mut)]
fn watch() -> ::asyncify::EventStream<::core::result::Result<u8, Failure>> {
    #[allow(unused_imports)]
    use ::asyncify::__private::KeepErrors as _;
    ::asyncify::lossy_stream(
            ::asyncify::StreamOptions::new().overflow(::asyncify::Overflow::DropOldest),
            move |events| {
                let on_item = {
                    let events = ::core::clone::Clone::clone(&events);
                    move |value: u8| {
                        events.emit(::core::result::Result::Ok(value));
                    }
                };
                let on_error = {
                    let events = ::core::clone::Clone::clone(&events);
                    move |value: Fault| {
                        events
                            .fail_with(|| ::asyncify::__private::to_error::<
                                Failure,
                                _,
                            >(value))
                    }
                };
                let on_finish: Box<dyn FnOnce(u64, &Result<Summary, Error>) + Send> = ::std::boxed::Box::new(move |
                    _: u64,
                    arg1: &Result<Summary, Error>|
                {
                    events
                        .end_with(|| <Result<
                            Summary,
                            Error,
                        >>::map_err(
                            ::asyncify::__private::cloned(arg1),
                            ::asyncify::__private::to_error::<Failure, _>,
                        ))
                });
                api(on_item, on_error, on_finish);
            },
        )
        .coalesce_equal_errors()
}
#[allow(clippy::type_complexity)]
#[allow(unused_mut)]
fn record() -> ::asyncify::FrameStream<
    f32,
    (),
    (),
    ::core::result::Result<::asyncify::Frame<f32, ()>, Status>,
> {
    ::asyncify::frames_with_errors(
        ::asyncify::FrameOptions::new(),
        move |frames, errors| {
            let on_data = move |value: &[f32]| frames.write(value, ());
            let on_finish = move |status: Status, _: &str| {
                errors.end_with(|| -> Result<(), Status> { status.into_result() })
            };
            api(on_data, on_finish);
        },
    )
}

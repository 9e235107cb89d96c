/// Events and errors, through a policy that may lose some.
#[allow(clippy::type_complexity)]
#[allow(unused_mut)]
fn watch(
    &self,
    path: &Path,
) -> io::Result<
    ::asyncify::EventStream<
        ::core::result::Result<Event, ::asyncify::EventError<io::Error>>,
        Watch,
    >,
> {
    #[allow(unused_imports)]
    use ::asyncify::__private::{ReleaseHere as _, KeepErrors as _};
    ::asyncify::try_lossy_stream_local(
            ::asyncify::StreamOptions::new()
                .buffer(64)
                .overflow(::asyncify::Overflow::DropOldest),
            move |events| -> io::Result<Watch> {
                let on_event = {
                    let events = ::core::clone::Clone::clone(&events);
                    move |event: RawEvent<'_>, at: u64| {
                        events
                            .emit_with(|| -> ::core::result::Result<
                                Event,
                                ::asyncify::EventError<io::Error>,
                            > { ::core::result::Result::Ok(event.to_event(at)) });
                    }
                };
                let on_error = {
                    let events = ::core::clone::Clone::clone(&events);
                    move |e: io::Error| {
                        events
                            .fail_if(|| {
                                let fatal: bool = e.is_fatal();
                                (::asyncify::EventError::Failed(e), fatal)
                            })
                    }
                };
                let on_end: Arc<dyn Fn() + Send + Sync> = ::std::sync::Arc::new(move || {
                    events.end()
                });
                self.watcher.watch(path, on_event, on_error, on_end)
            },
        )
        .map(|stream| stream.release_anywhere_if_send().coalesce_equal_errors())
}
#[allow(unused_mut)]
fn list(&self) -> ::asyncify::EventStream<(Info, i32), Operation> {
    #[allow(unused_imports)]
    use ::asyncify::__private::ReleaseHere as _;
    ::asyncify::stream_local(
            ::asyncify::StreamOptions::new(),
            move |events| -> Operation {
                let callback = move |arg0: &Info, eol: i32| {
                    events
                        .emit_or_end(|| {
                            if eol > 0 {
                                ::core::option::Option::None
                            } else {
                                ::core::option::Option::Some((
                                    ::asyncify::__private::cloned(arg0),
                                    eol,
                                ))
                            }
                        });
                };
                self.introspector.list(callback)
            },
        )
        .release_anywhere_if_send()
}

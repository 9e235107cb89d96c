/// Lines, until the connection breaks.
#[allow(clippy::type_complexity)]
#[allow(unused_mut)]
pub fn lines(
    address: String,
) -> ::asyncify::EventStream<
    ::core::result::Result<
        ::std::string::String,
        <io::Result<()> as ::asyncify::__private::Outcome>::Err,
    >,
> {
    let address = ::asyncify::__private::to_thread(address);
    ::asyncify::try_stream_blocking(
        ::asyncify::StreamOptions::new(),
        move |events| -> io::Result<()> {
            let callback = move |value: &str| {
                events
                    .emit_with(|| ::core::result::Result::Ok(
                        ::std::borrow::ToOwned::to_owned(value),
                    ));
            };
            connection::read(&address, callback)
        },
    )
}
impl Keyboard {
    #[allow(clippy::type_complexity)]
    #[allow(unused_mut)]
    fn listen<T: Layout + ::core::marker::Send + 'static>(
        self: Arc<Self>,
        layout: T,
    ) -> ::asyncify::EventStream<::core::result::Result<T::Key, ::asyncify::Lagged>>
    where
        T::Key: ::core::marker::Send + 'static,
    {
        let mut layout = ::asyncify::__private::to_thread(layout);
        let cancel = ::asyncify::__private::cancelling_anywhere::<
            (),
            _,
        >({
            let me = self.clone();
            move |_| me.stop()
        });
        ::asyncify::lossy_stream_blocking(
                ::asyncify::StreamOptions::new()
                    .overflow(::asyncify::Overflow::DropOldest),
                move |events| {
                    let mut callback = move |value: T::Key| {
                        events.emit(::core::result::Result::Ok(value));
                    };
                    ::core::mem::drop(
                        (|| -> usize {
                            layout.reset();
                            self.read(|code| callback(layout.key(code)))
                        })(),
                    )
                },
            )
            .cancel(cancel)
    }
}
mod keys {
    /// The async version of `listen`.
    #[allow(clippy::type_complexity)]
    pub fn listen() -> ::asyncify::EventStream<
        ::core::result::Result<Event, ListenError>,
    > {
        ::asyncify::try_stream_blocking(
            ::asyncify::StreamOptions::new(),
            move |events| ({
                #[allow(unused_imports)]
                use super::*;
                rdev::listen
            })(move |value: Event| {
                events.emit(::core::result::Result::Ok(value));
            }),
        )
    }
}
#[allow(clippy::type_complexity)]
#[allow(unused_mut)]
fn clone(
    url: String,
) -> ::asyncify::WithProgress<
    impl ::core::future::Future<
        Output = ::core::result::Result<Repository, ::asyncify::CallError<git2::Error>>,
    >,
    Progress,
> {
    ::asyncify::with_progress(
        ::asyncify::StreamOptions::new(),
        move |progress| async move {
            let url = ::asyncify::__private::to_thread(url);
            ::asyncify::__private::flatten(
                ::asyncify::once_blocking(move |done| {
                        let on_progress = move |value: Progress| {
                            progress.report(value);
                        };
                        done.complete(
                            (|| -> Result<Repository, git2::Error> {
                                git2::clone(&url, on_progress)
                            })(),
                        )
                    })
                    .await,
            )
        },
    )
}
async fn select(
    query: String,
) -> ::core::result::Result<Rows, ::asyncify::CallError<Refused>> {
    let query = ::asyncify::__private::to_thread(query);
    ::asyncify::__private::flatten(
        ::asyncify::try_once_blocking(move |done| -> Result<(), Refused> {
                let callback = move |value: Rows| {
                    done.finish(::core::result::Result::Ok(value))
                };
                database::select(&query, callback)
            })
            .await,
    )
}

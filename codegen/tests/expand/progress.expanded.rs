/// Tells how far it is.
#[allow(clippy::type_complexity)]
#[allow(unused_mut)]
pub fn copy(
    path: &str,
) -> ::asyncify::WithProgress<
    impl ::core::future::Future<
        Output = ::core::result::Result<
            u64,
            ::asyncify::CallError<
                <io::Result<u64> as ::asyncify::__private::Outcome>::Err,
            >,
        >,
    >,
    (u64, u64),
> {
    ::asyncify::with_progress(
        ::asyncify::StreamOptions::new(),
        move |progress| async move {
            ::asyncify::__private::flatten(
                ::asyncify::once(move |done| {
                        let on_progress = move |arg0: u64, arg1: u64| {
                            progress.report((arg0, arg1));
                        };
                        let on_done = move |value: io::Result<u64>| done.finish(value);
                        disk::copy(path, on_progress, on_done);
                    })
                    .await,
            )
        },
    )
}
#[allow(clippy::type_complexity)]
#[allow(unused_mut)]
fn fetch() -> ::asyncify::WithProgress<
    impl ::core::future::Future<
        Output = ::core::result::Result<
            ::std::vec::Vec<u8>,
            ::asyncify::CallError<Error>,
        >,
    >,
    ::core::result::Result<Percent, ::asyncify::Lagged>,
> {
    ::asyncify::with_lossy_progress(
        ::asyncify::StreamOptions::new().overflow(::asyncify::Overflow::Latest),
        move |progress| async move {
            #[allow(unused_imports)]
            use ::asyncify::__private::ReleaseHere as _;
            ::asyncify::__private::flatten(
                ::asyncify::once_local(move |done| -> Fetch {
                        let on_progress: Box<dyn FnMut(u64, u64) -> bool> = ::std::boxed::Box::new(move |
                            done: u64,
                            total: u64,
                        | -> bool {
                            progress
                                .report_with(|| -> ::core::result::Result<
                                    Percent,
                                    ::asyncify::Lagged,
                                > {
                                    ::core::result::Result::Ok(Percent(done * 100 / total))
                                });
                            true
                        });
                        let on_done = {
                            let done = ::core::clone::Clone::clone(&done);
                            move |value: &[u8]| {
                                done
                                    .finish_with(|| ::core::result::Result::Ok(
                                        ::asyncify::__private::to_vec(value),
                                    ))
                            }
                        };
                        let on_error = move |value: Error| {
                            done.finish(::core::result::Result::Err(value))
                        };
                        net::fetch(on_progress, on_done, on_error)
                    })
                    .release_anywhere_if_send()
                    .await,
            )
        },
    )
}
/// Async versions of methods of `Disk`.
#[allow(private_bounds, private_interfaces)]
pub trait DiskExt {
    /// The async version of `format`.
    #[allow(clippy::type_complexity)]
    fn format_async(
        &self,
    ) -> ::asyncify::WithProgress<
        impl ::core::future::Future<
            Output = ::core::result::Result<(), ::asyncify::Abandoned>,
        >,
        u8,
    >;
}
impl DiskExt for Disk {
    #[allow(clippy::type_complexity)]
    fn format_async(
        &self,
    ) -> ::asyncify::WithProgress<
        impl ::core::future::Future<
            Output = ::core::result::Result<(), ::asyncify::Abandoned>,
        >,
        u8,
    > {
        ::asyncify::with_progress(
            ::asyncify::StreamOptions::new(),
            move |progress| async move {
                ::asyncify::once(move |done| <Disk>::format(
                        self,
                        move |value: u8| {
                            progress.report(value);
                        },
                        move || done.finish(()),
                    ))
                    .await
            },
        )
    }
}

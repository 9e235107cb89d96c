#[allow(unused_mut)]
pub async fn set_volume(
    level: u8,
) -> ::core::result::Result<(), ::asyncify::CallError<::asyncify::NotOk<()>>> {
    ::asyncify::__private::flatten(
        ::asyncify::once(move |done| {
                let callback: Option<Box<dyn FnMut(bool)>> = ::core::option::Option::Some(
                    ::std::boxed::Box::new(move |ok: bool| {
                        done
                            .complete_with(|| -> ::core::result::Result<
                                (),
                                ::asyncify::NotOk<()>,
                            > { ::asyncify::__private::ok_if(ok, ()) })
                    }),
                );
                callback.unwrap()(level < 100);
            })
            .await,
    )
}
#[allow(unused_mut)]
pub fn count() -> ::asyncify::EventStream<u8> {
    ::asyncify::stream(
        ::asyncify::StreamOptions::new(),
        move |events| {
            let callback: Option<&mut dyn FnMut(u8)> = ::core::option::Option::Some {
                0: &mut move |value: u8| {
                    events.emit(value);
                },
            };
            (0..3).for_each(callback.unwrap());
        },
    )
}
#[allow(unused_mut)]
pub fn rows() -> ::asyncify::EventStream<(Row, u32)> {
    ::asyncify::stream(
        ::asyncify::StreamOptions::new(),
        move |events| {
            let on_row = move |arg0: Option<Row>, arg1: u32| {
                events.emit_or_end(|| arg0.map(|arg0| (arg0, arg1)));
            };
            query(on_row);
        },
    )
}
impl Config {
    fn __asyncify_on_notice<F: Fn(&Self, &str) + Send + 'static>(
        &mut self,
        f: F,
    ) -> &mut Self {
        self.notice = Some(Box::new(f));
        self
    }
    pub fn on_notice(&mut self) -> ::asyncify::EventStream<::std::string::String> {
        ::asyncify::stream(
            ::asyncify::StreamOptions::new(),
            move |events| {
                let _ = Self::__asyncify_on_notice(
                    self,
                    move |_: &Self, arg1: &str| {
                        events.emit_with(|| ::std::borrow::ToOwned::to_owned(arg1));
                    },
                );
            },
        )
    }
}
/// Async versions of methods of `D`.
#[allow(private_bounds, private_interfaces)]
pub trait MouseAsync: ::core::marker::Sized + DeviceEvents {
    /// The async version of `on_move`.
    #[allow(clippy::type_complexity)]
    fn on_move_stream(
        &self,
    ) -> ::asyncify::EventStream<
        Position,
        Guard<::std::boxed::Box<dyn Fn(&Position) + Sync + Send>>,
    >;
    /// The async version of `subscribe`.
    fn subscribe_stream<T: Message>(&self) -> ::asyncify::EventStream<T, Subscription<T>>
    where
        Subscription<T>: ::core::marker::Send + 'static;
    /// The async version of `set_progress`.
    fn set_progress_stream(&mut self) -> ::asyncify::EventStream<i32>;
}
impl<D: DeviceEvents> MouseAsync for D {
    #[allow(clippy::type_complexity)]
    fn on_move_stream(
        &self,
    ) -> ::asyncify::EventStream<
        Position,
        Guard<::std::boxed::Box<dyn Fn(&Position) + Sync + Send>>,
    > {
        #[allow(unused_imports)]
        use ::asyncify::__private::ReleaseHere as _;
        ::asyncify::stream_local(
                ::asyncify::StreamOptions::new(),
                move |events| <D>::on_move::<
                    ::std::boxed::Box<dyn Fn(&Position) + Sync + Send>,
                >(
                    self,
                    ::std::boxed::Box::new(move |value: &Position| {
                        events.emit_with(|| ::asyncify::__private::cloned(value));
                    }),
                ),
            )
            .release_anywhere_if_send()
    }
    fn subscribe_stream<T: Message>(&self) -> ::asyncify::EventStream<T, Subscription<T>>
    where
        Subscription<T>: ::core::marker::Send + 'static,
    {
        #[allow(unused_imports)]
        use ::asyncify::__private::ReleaseHere as _;
        ::asyncify::stream_local(
                ::asyncify::StreamOptions::new(),
                move |events| <D>::subscribe::<
                    T,
                    _,
                >(
                    self,
                    move |value: T| {
                        events.emit(value);
                    },
                ),
            )
            .release_anywhere_if_send()
    }
    fn set_progress_stream(&mut self) -> ::asyncify::EventStream<i32> {
        ::asyncify::stream(
            ::asyncify::StreamOptions::new(),
            move |events| <D>::set_progress(
                self,
                move |value: i32| {
                    events.emit(value);
                },
            ),
        )
    }
}
mod browser {
    /// The async version of `frame`.
    ///
    /// # Safety
    /// What `frame` asks for.
    pub async unsafe fn frame() -> ::core::result::Result<f64, ::asyncify::Abandoned> {
        #[allow(unused_imports)]
        use ::asyncify::__private::ReleaseHere as _;
        ::asyncify::once_local(move |done| {
                let callback: &Function = &function(move |value: f64| {
                    done.complete(value)
                });
                unsafe {
                    ({
                        #[allow(unused_imports)]
                        use super::*;
                        browser::frame
                    })(callback)
                }
            })
            .release_anywhere_if_send()
            .await
    }
}

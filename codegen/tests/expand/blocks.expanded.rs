impl<T: Send + 'static> Store<T> {
    pub const SIZE: usize = 4;
    /// Reads a value.
    pub async fn get(
        &self,
        key: u32,
    ) -> ::core::result::Result<Option<T>, ::asyncify::Abandoned> {
        ::asyncify::once(move |done| {
                let callback = move |value: Option<T>| done.finish(value);
                self.lookup(key, callback);
            })
            .await
    }
    pub fn watch(&mut self, callback: Box<dyn FnMut(&T) + Send>) -> Watch {
        self.watchers.push(callback);
        Watch
    }
    /// The async version of `watch`.
    #[allow(clippy::type_complexity)]
    pub fn watch_stream(
        &mut self,
    ) -> ::asyncify::EventStream<::core::result::Result<T, ::asyncify::Lagged>, Watch> {
        #[allow(unused_imports)]
        use ::asyncify::__private::ReleaseHere as _;
        ::asyncify::lossy_stream_local(
                ::asyncify::StreamOptions::new().overflow(::asyncify::Overflow::Latest),
                move |events| Self::watch(
                    self,
                    ::std::boxed::Box::new(move |value: &T| {
                        events
                            .emit_with(|| ::core::result::Result::Ok(
                                ::asyncify::__private::cloned(value),
                            ));
                    }),
                ),
            )
            .release_anywhere_if_send()
    }
    pub fn each(&self, callback: impl FnMut(&T)) {}
    pub fn len(&self) -> usize {
        0
    }
}
pub mod clock {
    use super::Time;
    /// Waits.
    pub async fn after(time: Time) -> ::core::result::Result<(), ::asyncify::Abandoned> {
        #[allow(unused_imports)]
        use ::asyncify::__private::ReleaseHere as _;
        ::asyncify::once_local(move |done| ({
                #[allow(unused_imports)]
                use super::*;
                other::clock::after
            })(time, move || done.finish(())))
            .release_anywhere_if_send()
            .await
    }
}
pub trait Source: Send {
    fn next(&self, callback: Box<dyn FnOnce(u32) + Send>);
    /// The async version of `next`.
    fn next_async(
        &self,
    ) -> impl ::core::future::Future<
        Output = ::core::result::Result<u32, ::asyncify::Abandoned>,
    >
    where
        Self: ::core::marker::Sized,
    {
        async move {
            ::asyncify::once(move |done| Self::next(
                    self,
                    ::std::boxed::Box::new(move |value: u32| done.finish(value)),
                ))
                .await
        }
    }
    fn events(&self, callback: Box<dyn FnMut(u32) + Send>) -> u32 {
        0
    }
    /// The async version of `events`.
    fn events_stream(&self) -> ::asyncify::EventStream<u32, u32> {
        #[allow(unused_imports)]
        use ::asyncify::__private::ReleaseHere as _;
        ::asyncify::stream_local(
                ::asyncify::StreamOptions::new(),
                move |events| Self::events(
                    self,
                    ::std::boxed::Box::new(move |value: u32| {
                        events.emit(value);
                    }),
                ),
            )
            .release_anywhere_if_send()
    }
}
/// Async versions of methods of `Button`.
#[allow(private_bounds, private_interfaces)]
pub(crate) trait ButtonExt {
    /// The async version of `on_click`.
    fn on_click_stream(&self) -> ::asyncify::EventStream<(), HandlerId>;
    /// The async version of `named`.
    fn named_async<T: AsRef<str>>(
        &self,
        name: T,
    ) -> impl ::core::future::Future<
        Output = ::core::result::Result<(), ::asyncify::Abandoned>,
    >;
}
impl ButtonExt for Button {
    fn on_click_stream(&self) -> ::asyncify::EventStream<(), HandlerId> {
        ::asyncify::stream_local(
            ::asyncify::StreamOptions::new(),
            move |events| <Button>::on_click(
                self,
                move |_: &Button| {
                    events.emit(());
                },
            ),
        )
    }
    async fn named_async<T: AsRef<str>>(
        &self,
        name: T,
    ) -> ::core::result::Result<(), ::asyncify::Abandoned> {
        ::asyncify::once_local(move |done| <Button>::named::<
                T,
            >(self, name, move |value: ()| done.finish(value)))
            .await
    }
}

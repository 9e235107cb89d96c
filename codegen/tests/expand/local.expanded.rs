/// Async versions of methods of `Button`.
#[allow(private_bounds, private_interfaces)]
pub trait ButtonExt {
    /// The async version of `connect_clicked`.
    fn connect_clicked_stream(
        &self,
    ) -> ::asyncify::EventStream<
        (),
        SignalHandlerId,
        ::asyncify::LocalCancel<SignalHandlerId>,
    >;
}
impl ButtonExt for Button {
    fn connect_clicked_stream(
        &self,
    ) -> ::asyncify::EventStream<
        (),
        SignalHandlerId,
        ::asyncify::LocalCancel<SignalHandlerId>,
    > {
        let cancel = ::asyncify::__private::cancelling::<
            SignalHandlerId,
            _,
        >({
            let me = self.clone();
            move |id| me.disconnect(id)
        });
        ::asyncify::stream_local(
                ::asyncify::StreamOptions::new(),
                move |events| <Button>::connect_clicked(
                    self,
                    move |_: &Self| {
                        events.emit(());
                    },
                ),
            )
            .cancel_local(cancel)
    }
}
mod tasks {
    /// The async version of `timeout_add_local`.
    pub fn ticks(interval: Duration) -> ::asyncify::EventStream<(), SourceId> {
        let cancel = ::asyncify::__private::cancelling_anywhere::<
            SourceId,
            _,
        >(move |id| id.remove());
        ::asyncify::stream_local(
                ::asyncify::StreamOptions::new(),
                move |events| ({
                    #[allow(unused_imports)]
                    use super::*;
                    glib::timeout_add_local
                })(
                    interval,
                    move || -> ControlFlow {
                        events.emit(());
                        ControlFlow::Continue
                    },
                ),
            )
            .cancel(cancel)
    }
}

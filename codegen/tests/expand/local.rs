#[asyncify(ext = ButtonExt, local)]
impl Button {
    #[asyncify(cancel = { let me = self.clone(); move |id| me.disconnect(id) })]
    fn connect_clicked<F: Fn(&Self) + 'static>(&self, callback: F) -> SignalHandlerId;
}

#[asyncify(path = glib, local)]
mod tasks {
    #[asyncify(cancel = |id| id.remove(), name = ticks)]
    pub fn timeout_add_local(
        interval: Duration,
        #[reply(ControlFlow::Continue)] callback: impl FnMut() -> ControlFlow + 'static,
    ) -> SourceId;
}

/// Events and errors, through a policy that may lose some.
#[asyncify(overflow = drop_oldest, buffer = 64)]
fn watch<F, E>(
    &self,
    path: &Path,
    #[map(|event, at| -> Event { event.to_event(at) })]
    #[item]
    on_event: F,
    #[error(fatal_if = |e| e.is_fatal())] on_error: E,
    #[end] on_end: Arc<dyn Fn() + Send + Sync>,
) -> io::Result<Watch>
where
    F: for<'a> FnMut(RawEvent<'a>, u64) + Send + 'static,
    E: FnMut(io::Error) + Send + 'static,
{
    self.watcher.watch(path, on_event, on_error, on_end)
}

#[asyncify]
fn list(&self, #[end_if(|_, eol| eol > 0)] callback: impl FnMut(&Info, i32) + 'static) -> Operation {
    self.introspector.list(callback)
}

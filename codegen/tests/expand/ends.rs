/// The last item is an error, if the end is one.
#[asyncify]
fn lines(
    #[item] on_line: impl FnMut(String) + Send + 'static,
    #[end] on_finish: impl FnOnce(io::Result<()>) + Send + 'static,
) -> Child {
    spawn(on_line, on_finish)
}

#[asyncify(error = Failure, overflow = drop_oldest)]
fn watch(
    #[item] on_item: impl FnMut(u8) + Send + 'static,
    #[error] on_error: impl FnMut(Fault) + Send + 'static,
    #[end] on_finish: Box<dyn FnOnce(u64, &Result<Summary, Error>) + Send>,
) {
    api(on_item, on_error, on_finish);
}

#[asyncify(frames)]
fn record(
    #[item] on_data: impl FnMut(&[f32]) + Send + 'static,
    #[end]
    #[map(|status, _| -> Result<(), Status> { status.into_result() })]
    on_finish: impl FnOnce(Status, &str) + Send + 'static,
) {
    api(on_data, on_finish);
}

/// Tells how far it is.
#[asyncify]
pub fn copy(
    path: &str,
    #[progress] on_progress: impl FnMut(u64, u64) + Send + 'static,
    #[item] on_done: impl FnOnce(io::Result<u64>) + Send + 'static,
) {
    disk::copy(path, on_progress, on_done);
}

#[asyncify(overflow = latest)]
fn fetch(
    #[progress]
    #[map(|done, total| Percent(done * 100 / total))]
    #[reply(true)]
    on_progress: Box<dyn FnMut(u64, u64) -> bool>,
    #[item] on_done: impl FnOnce(&[u8]),
    #[error] on_error: impl FnOnce(Error),
) -> Fetch {
    net::fetch(on_progress, on_done, on_error)
}

#[asyncify(ext = DiskExt)]
impl Disk {
    fn format(&self, #[progress] each: impl FnMut(u8), #[item] done: impl FnOnce());
}

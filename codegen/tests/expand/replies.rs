//! What callbacks return: a value until the consumer is gone, and what the consumer answers.

#[asyncify]
fn each(#[reply(true, closed = false)] callback: impl FnMut(u32) -> bool + Send + 'static) {
    start(callback)
}

#[asyncify]
fn sizes(
    #[reply(|data| data.len(), closed = 0)] write: impl FnMut(&[u8]) -> usize + Send + 'static,
) {
    start(write)
}

#[asyncify]
fn certify(
    #[reply(ask, timeout = Duration::from_secs(9), default = Verdict::Refuse)]
    callback: Box<dyn Fn(&str, u64) -> Verdict + Send>,
) -> Handle {
    start(callback)
}

#[asyncify]
fn password(
    #[map(|user: &str| User(user.to_owned()))]
    #[reply(ask, default = |user| user.to_owned())]
    callback: impl FnOnce(&str) -> String + Send + 'static,
) {
    start(callback)
}

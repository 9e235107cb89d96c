/// A call that can fail in two ways.
#[asyncify(keep, error = AppError, cancel = |request| request.abort(), start = |request| request.send())]
pub fn fetch<T>(
    url: &str,
    #[item] on_body: Box<dyn FnOnce(T, &[u8]) + Send>,
    #[error] on_error: Box<dyn FnOnce(NetError) + Send>,
) -> Result<Request, StartError>
where
    T: Send + 'static,
{
    start(url, on_body, on_error)
}

/// An answer is certain.
#[asyncify(abandoned = panic)]
async unsafe fn never() {}

#[asyncify(abandoned = panic)]
pub(crate) fn ask(question: String, answer: Option<Box<dyn FnOnce(io::Result<String>)>>) {
    oracle(question, answer);
}

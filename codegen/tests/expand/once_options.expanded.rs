/// A call that can fail in two ways.
pub fn fetch<T>(
    url: &str,
    on_body: Box<dyn FnOnce(T, &[u8]) + Send>,
    on_error: Box<dyn FnOnce(NetError) + Send>,
) -> Result<Request, StartError>
where
    T: Send + 'static,
{
    start(url, on_body, on_error)
}
/// A call that can fail in two ways.
pub async fn fetch_async<T>(
    url: &str,
) -> ::core::result::Result<(T, ::std::vec::Vec<u8>), AppError>
where
    T: Send + 'static,
{
    #[allow(unused_imports)]
    use ::asyncify::__private::ReleaseHere as _;
    let cancel = ::asyncify::__private::cancelling::<
        Request,
        _,
    >(move |request| request.abort());
    ::asyncify::__private::convert::<
        AppError,
        _,
        _,
    >(
        ::asyncify::__private::flatten_try(
            ::asyncify::try_once_local(move |done| {
                    ::asyncify::__private::try_started(
                            fetch::<
                                T,
                            >(
                                url,
                                ::std::boxed::Box::new({
                                    let done = ::core::clone::Clone::clone(&done);
                                    move |arg0: T, arg1: &[u8]| {
                                        done
                                            .finish_with(|| ::core::result::Result::Ok((
                                                arg0,
                                                ::asyncify::__private::to_vec(arg1),
                                            )))
                                    }
                                }),
                                ::std::boxed::Box::new(move |value: NetError| {
                                    done
                                        .finish_with(|| ::core::result::Result::Err(
                                            ::asyncify::__private::to_error::<AppError, _>(value),
                                        ))
                                }),
                            ),
                            |request| request.send(),
                        )
                        .map_err(::asyncify::__private::to_error::<AppError, _>)
                })
                .cancel(cancel)
                .release_anywhere_if_send()
                .await,
        ),
    )
}
#[allow(missing_docs)]
unsafe fn never() -> [(); {
    ::core::compile_error!(
        "this function is async already: put `#[asyncify]` on the one that takes the callback [A0211]\n  for a twin of this one that takes a callback: `#[asyncify(callback)]`",
    )
}] {
    let _ = || { async {} };
    loop {}
}
pub(crate) async fn ask(
    question: String,
) -> ::core::result::Result<
    String,
    <io::Result<String> as ::asyncify::__private::Outcome>::Err,
> {
    match ::asyncify::__private::flatten(
        ::asyncify::once(move |done| {
                let answer: Option<Box<dyn FnOnce(io::Result<String>)>> = ::core::option::Option::Some(
                    ::std::boxed::Box::new(move |value: io::Result<String>| {
                        done.finish(value)
                    }),
                );
                oracle(question, answer);
            })
            .await,
    ) {
        ::core::result::Result::Ok(value) => ::core::result::Result::Ok(value),
        ::core::result::Result::Err(::asyncify::CallError::Failed(error)) => {
            ::core::result::Result::Err(error)
        }
        ::core::result::Result::Err(::asyncify::CallError::Abandoned(abandoned)) => {
            ::asyncify::__private::panic_abandoned(abandoned)
        }
    }
}

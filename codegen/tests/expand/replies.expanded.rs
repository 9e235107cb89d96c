#[allow(unused_mut)]
fn each() -> ::asyncify::EventStream<u32> {
    ::asyncify::stream(
        ::asyncify::StreamOptions::new(),
        move |events| {
            let callback = move |value: u32| -> bool {
                let reply: bool = match events.is_closed() {
                    true => false,
                    false => true,
                };
                events.emit(value);
                reply
            };
            start(callback)
        },
    )
}
#[allow(unused_mut)]
fn sizes() -> ::asyncify::EventStream<::std::vec::Vec<u8>> {
    ::asyncify::stream(
        ::asyncify::StreamOptions::new(),
        move |events| {
            let write = move |data: &[u8]| -> usize {
                let reply: usize = match events.is_closed() {
                    true => ::core::option::Option::None,
                    false => events.reply(|| -> usize { data.len() }),
                }
                    .unwrap_or_else(|| 0);
                events.emit_with(|| ::asyncify::__private::to_vec(data));
                reply
            };
            start(write)
        },
    )
}
fn certify() -> ::asyncify::EventStream<
    (::std::string::String, u64, ::asyncify::Reply<Verdict>),
    Handle,
> {
    #[allow(unused_imports)]
    use ::asyncify::__private::ReleaseHere as _;
    ::asyncify::stream_local(
            ::asyncify::StreamOptions::new(),
            move |events| -> Handle {
                let callback: Box<dyn Fn(&str, u64) -> Verdict + Send> = ::std::boxed::Box::new(move |
                    arg0: &str,
                    arg1: u64,
                | -> Verdict {
                    events
                        .ask(
                            events
                                .reply(|| -> ::core::time::Duration {
                                    Duration::from_secs(9)
                                }),
                            |reply: ::asyncify::Reply<Verdict>| (
                                ::std::borrow::ToOwned::to_owned(arg0),
                                arg1,
                                reply,
                            ),
                        )
                        .unwrap_or_else(|| Verdict::Refuse)
                });
                start(callback)
            },
        )
        .release_anywhere_if_send()
}
async fn password() -> ::core::result::Result<
    (User, ::asyncify::Reply<String>),
    ::asyncify::Abandoned,
> {
    #[allow(unused_imports)]
    use ::asyncify::__private::NoInstead as _;
    ::asyncify::once(move |done| {
            let callback = move |user: &str| -> String {
                let default = done
                    .reply(|| -> String { user.to_owned() })
                    .unwrap_or_else(|| {
                        ::asyncify::__private::Instead::<String>::new().reply()
                    });
                done.ask(
                        ::core::option::Option::None,
                        |
                            reply: ::asyncify::Reply<String>,
                        | -> (User, ::asyncify::Reply<String>) {
                            (User(user.to_owned()), reply)
                        },
                    )
                    .unwrap_or(default)
            };
            start(callback)
        })
        .await
}

#[allow(clippy::type_complexity)]
#[allow(unused_mut)]
fn scan(
    range: Range<u16>,
) -> ::core::result::Result<::asyncify::EventStream<u16>, ::std::string::String> {
    ::asyncify::try_stream(
        ::asyncify::StreamOptions::new(),
        move |events| {
            let on_port: Box<dyn FnMut(u16) + Send> = ::std::boxed::Box::new(move |
                value: u16|
            {
                events.emit(value);
            });
            ::asyncify::__private::status(
                (|| -> bool { SCANNER.start(range, on_port) })(),
                |started| -> ::core::result::Result<(), ::std::string::String> {
                    if started { Ok(()) } else { Err("it is busy".to_owned()) }
                },
            )
        },
    )
}

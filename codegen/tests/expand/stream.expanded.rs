/// Counts up to `n`.
#[allow(unused_mut)]
pub fn count(n: u32) -> ::asyncify::EventStream<u32, Counter> {
    #[allow(unused_imports)]
    use ::asyncify::__private::ReleaseHere as _;
    ::asyncify::stream_local(
            ::asyncify::StreamOptions::new(),
            move |events| -> Counter {
                let mut callback = move |value: u32| {
                    events.emit(value);
                };
                Counter(std::thread::spawn(move || (0..n).for_each(|i| callback(i))))
            },
        )
        .release_anywhere_if_send()
}

/// Counts up to `n`.
pub fn count(n: u32) -> ::asyncify::EventStream<u32, Counter> {
    use ::asyncify::__private::ReleaseHere as _;
    ::asyncify::__private::stream_here(
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

/// Adds two numbers on another thread.
pub async fn add(a: i32, b: i32) -> ::core::result::Result<i32, ::asyncify::Abandoned> {
    ::asyncify::once(move |done| {
            let callback = move |value: i32| done.finish(value);
            std::thread::spawn(move || callback(a + b));
        })
        .await
}

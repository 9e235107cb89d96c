async fn run() -> ::core::result::Result<u8, ::asyncify::Abandoned> {
    fn run<F: FnOnce(u8)>(f: F) {
        let holder: Holder<F> = Holder::new(f);
        holder.run();
    }
    ::asyncify::once(move |done| run(move |value: u8| done.finish(value))).await
}
impl Thing {
    fn x() {}
}

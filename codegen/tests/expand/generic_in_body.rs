#[asyncify]
fn run<F: FnOnce(u8)>(f: F) {
    let holder: Holder<F> = Holder::new(f);
    holder.run();
}

impl Thing {
    fn x() {}
}

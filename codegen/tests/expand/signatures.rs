#[asyncify(once)]
pub fn set_volume(
    level: u8,
    #[ok_if(|ok| ok)]
    #[map(|_| ())]
    callback: Option<Box<dyn FnMut(bool)>>,
) {
    callback.unwrap()(level < 100);
}

#[asyncify]
pub fn count(callback: Option<&mut dyn FnMut(u8)>) {
    (0..3).for_each(callback.unwrap());
}

#[asyncify]
pub fn rows(#[end_if(none)] on_row: impl FnMut(Option<Row>, u32) + Send + 'static) {
    query(on_row);
}

#[asyncify]
impl Config {
    pub fn on_notice<F: Fn(&Self, &str) + Send + 'static>(&mut self, f: F) -> &mut Self {
        self.notice = Some(Box::new(f));
        self
    }
}

#[asyncify(ext = MouseAsync)]
impl<D: DeviceEvents> D {
    fn on_move<C: Fn(&Position) + Sync + Send + 'static>(&self, callback: C) -> Guard<C>;
    fn subscribe<T: Message, Args>(
        &self,
        #[shape(FnMut(T))] callback: impl IntoCallback<T, Args>,
    ) -> Subscription<T>;
    fn set_progress<O, F>(&mut self, closure: O)
    where
        F: FnMut(i32) + 'static,
        O: Into<Option<F>>;
}

#[asyncify(path = browser)]
mod browser {
    #[asyncify(once)]
    pub unsafe fn frame(#[shape(FnMut(f64), wrap = function)] callback: &Function) -> i32;
}

//! Stands for `whisper-rs`.
#[derive(Default)]
pub struct FullParams<'a, 'b> {
    pub progress: Option<Box<dyn FnMut(i32)>>,
    pub language: &'a str,
    pub prompt: &'b str,
}
impl<'a, 'b> FullParams<'a, 'b> {
    pub fn set_progress_callback_safe<O, F>(&mut self, closure: O)
    where
        F: FnMut(i32) + 'static,
        O: Into<Option<F>>,
    {
        self.progress = closure.into().map(|closure| Box::new(closure) as _);
    }
}

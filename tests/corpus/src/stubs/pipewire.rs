//! Stands for `pipewire`.
use std::marker::PhantomData;
pub struct Loop;
pub struct TimerSource<'l>(PhantomData<&'l Loop>);
impl Loop {
    pub fn add_timer<F>(&self, callback: F) -> TimerSource<'_>
    where
        F: Fn(u64) + 'static,
        Self: Sized,
    {
        callback(1);
        TimerSource(PhantomData)
    }
}
pub struct Buffer(pub Vec<u8>);
pub struct Stream;
impl Stream {
    pub fn dequeue_buffer(&self) -> Option<Buffer> {
        Some(Buffer(vec![1, 2]))
    }
}
pub struct ListenerLocalBuilder<'a, D> {
    pub process: Option<Box<dyn FnMut(&Stream, &mut D)>>,
    pub stream: &'a Stream,
}
impl<'a, D> ListenerLocalBuilder<'a, D> {
    pub fn process<F>(mut self, callback: F) -> Self
    where
        F: FnMut(&Stream, &mut D) + 'static,
    {
        self.process = Some(Box::new(callback));
        self
    }
}

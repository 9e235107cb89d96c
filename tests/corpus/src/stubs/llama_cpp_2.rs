//! Stands for `llama-cpp-2`.
#[derive(Default)]
pub struct LlamaModelParams {
    pub progress: Option<Box<dyn FnMut(f32) -> bool>>,
}
impl LlamaModelParams {
    pub fn with_progress_callback<F: FnMut(f32) -> bool + 'static>(mut self, callback: F) -> Self {
        self.progress = Some(Box::new(callback));
        self
    }
}

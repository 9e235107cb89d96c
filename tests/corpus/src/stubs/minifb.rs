//! Stands for `minifb`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Key {
    A,
}
pub trait InputCallback {
    fn add_char(&mut self, uni_char: u32);
    fn set_key_state(&mut self, key: Key, state: bool) {}
}
#[derive(Default)]
pub struct Window {
    pub callback: Option<Box<dyn InputCallback>>,
}
impl Window {
    pub fn set_input_callback(&mut self, callback: Box<dyn InputCallback>) {
        self.callback = Some(callback);
    }
    pub fn update(&mut self) {
        if let Some(callback) = &mut self.callback {
            callback.add_char(97);
            callback.set_key_state(Key::A, true);
        }
    }
}

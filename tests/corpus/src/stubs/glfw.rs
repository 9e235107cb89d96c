//! Stands for `glfw`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Error(pub i32);
pub struct Glfw;
impl Glfw {
    pub fn set_error_callback<T>(&mut self, callback: T)
    where
        T: FnMut(Error, String) + 'static,
    {
        let mut callback = callback;
        callback(Error(1), "no display".to_owned());
    }
}

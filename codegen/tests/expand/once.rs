/// Adds two numbers on another thread.
#[asyncify]
pub fn add(a: i32, b: i32, callback: impl FnOnce(i32) + Send + 'static) {
    std::thread::spawn(move || callback(a + b));
}

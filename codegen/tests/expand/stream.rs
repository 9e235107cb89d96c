/// Counts up to `n`.
#[asyncify]
pub fn count(n: u32, mut callback: impl FnMut(u32) + Send + 'static) -> Counter {
    Counter(std::thread::spawn(move || (0..n).for_each(|i| callback(i))))
}

use asyncify::asyncify;

pub struct Client<T>(T);

#[asyncify]
impl<T: Send + 'static> Client<T> {
    /// Brings it.
    pub fn fetch(&self, callback: impl FnOnce(String) + Send + 'static) {
        callback(String::new())
    }

    pub fn len(&self) -> usize {
        0
    }
}

impl<T> Client<T>
where
    T: Clone,
{
    #[asyncify]
    pub fn alone(&self, callback: impl FnOnce(T) + Send + 'static) {
        callback(self.0.clone())
    }
}

#[asyncify(ext = PlayerAsync)]
impl foreign::Player {
    fn play(&self, callback: impl FnMut(u32) + Send + 'static);
}

#[asyncify(listener)]
pub trait Listener {
    fn on_event(&mut self, event: u32);
}

#[asyncify(path = foreign::clock)]
pub mod clock {
    pub fn after(seconds: u32, #[item] callback: impl FnOnce() + Send + 'static);
}

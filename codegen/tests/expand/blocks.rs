#[asyncify]
impl<T: Send + 'static> Store<T> {
    pub const SIZE: usize = 4;

    /// Reads a value.
    pub fn get(&self, key: u32, callback: impl FnOnce(Option<T>) + Send + 'static) {
        self.lookup(key, callback);
    }

    #[asyncify(keep, overflow = latest)]
    pub fn watch(&mut self, callback: Box<dyn FnMut(&T) + Send>) -> Watch {
        self.watchers.push(callback);
        Watch
    }

    #[asyncify(skip)]
    pub fn each(&self, callback: impl FnMut(&T)) {}

    pub fn len(&self) -> usize {
        0
    }
}

#[asyncify(path = other::clock)]
pub mod clock {
    use super::Time;
    /// Waits.
    pub fn after(time: Time, #[item] callback: impl FnOnce() + Send + 'static) -> TimerId;
}

#[asyncify]
pub trait Source: Send {
    fn next(&self, callback: Box<dyn FnOnce(u32) + Send>);
    fn events(&self, callback: Box<dyn FnMut(u32) + Send>) -> u32 {
        0
    }
}

#[asyncify(ext = pub(crate) ButtonExt, local)]
impl Button {
    fn on_click(&self, callback: impl Fn(&Button) + 'static) -> HandlerId;
    fn named<T: AsRef<str>>(&self, name: T, callback: impl FnOnce(()) + 'static);
}

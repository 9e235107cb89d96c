//! A function for each rule.

use std::ffi::c_void;
use std::marker::PhantomData;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;

mod hidden;
pub mod builders;
pub mod jobs;
pub mod listeners;
pub mod several;
pub mod twice;

pub use hidden::{Handler, Logger, Watch, watch};

/// What goes wrong.
pub struct Error;
pub type Result<T, E = Error> = std::result::Result<T, E>;

#[derive(Clone)]
pub struct Event(pub u8);

/// Can't be cloned.
pub struct Pad(u8);

/// Borrows, which its name alone does not tell.
pub struct View<'a>(&'a str);

/// Belongs to a thread, as what it is of says.
#[derive(Clone)]
pub struct Tied(PhantomData<*mut u8>);

/// Lives as long as what it is lent for.
pub type Tracer<'a> = Box<dyn FnMut(&str) + 'a>;

pub struct Client {
    log: Option<Logger>,
}

impl Client {
    /// Fetches a page.
    pub fn fetch(&self, key: u32, callback: impl FnOnce(Result<String>) + Send + 'static) {
        callback(Ok(key.to_string()));
    }

    /// Each setter has a stream.
    pub fn on_event<F: FnMut(&Event) + Send + 'static>(&mut self, callback: F) {
        let _ = callback;
    }

    /// May be called once, or many times.
    pub fn ping(&self, callback: Box<dyn Fn(u64)>) {
        callback(0);
    }

    /// The callback is called exactly once.
    pub fn pong(&self, callback: impl FnMut(u64) + 'static) {
        let _ = callback;
    }

    pub fn watch<F>(&self, path: &Path, changed: F) -> Result<WatchId>
    where
        F: FnMut(Option<&Path>, &[&str]) + Send + 'static,
    {
        let _ = (path, changed);
        Ok(WatchId(0))
    }

    pub fn on_pad(&self, callback: impl Fn(&Pad, u8) + 'static) {
        let _ = callback;
    }

    pub fn on_tied(&self, callback: impl Fn(&Tied, u8) + Send + 'static) {
        let _ = callback;
    }

    pub fn on_view(&self, callback: impl Fn(View, &mut u8) + 'static) {
        let _ = callback;
    }

    pub fn on_ready(&self, callback: impl FnMut() -> Flow + 'static) {
        let _ = callback;
    }

    pub fn on_task(&self, callback: impl FnMut(u8) -> Pin<Box<dyn Future<Output = u8>>> + 'static) {
        let _ = callback;
    }

    /// # Safety
    ///
    /// Whenever it hears of something, it hands `data` on.
    pub unsafe fn set_c_hook(&self, hook: Option<CHook>, data: *mut c_void) {
        let _ = (hook, data);
    }

    /// # Safety
    ///
    /// None is needed: there is nothing that could lead back.
    pub unsafe fn set_c_signal(&self, hook: CHook) {
        let _ = hook;
    }

    pub fn on_close(&self, callback: impl FnMut() -> Result<()> + 'static) {
        let _ = callback;
    }

    pub fn may_close(&self, callback: impl FnMut() -> bool + 'static) {
        let _ = callback;
    }

    pub fn on_read(&self, callback: impl FnMut(&mut [u8]) -> Result<usize> + Send + 'static) {
        let _ = callback;
    }

    pub fn on_samples(&self, data: impl FnMut(&[f32], u64) + Send + 'static) {
        let _ = data;
    }

    pub fn play(&self, fill: impl FnMut(&mut [f32]) + Send + 'static) {
        let _ = fill;
    }

    /// What is given along comes back.
    pub fn along<T, F: FnMut(u8, &mut T) + 'static>(&self, data: T, callback: F) {
        let _ = (data, callback);
    }

    pub fn set_handler(&mut self, handler: impl Handler) {
        let _ = handler;
    }

    pub fn set_logger(&mut self, logger: Logger) {
        self.log = Some(logger);
    }

    pub fn set_tracer(&mut self, tracer: Option<Tracer>) {
        let _ = tracer;
    }

    /// Whoever chooses the type may choose one that can't be cloned.
    pub fn on_any<T: Send + 'static>(&self, callback: impl Fn(&T, u8) + Send + 'static) {
        let _ = callback;
    }

    /// What many may call at once can't fill a slice from a feed.
    pub fn host(&self, f: impl Fn(&[u8], &mut [u8]) -> Result<()> + Send + 'static) {
        let _ = f;
    }

    pub fn each_until(&self, visit: impl FnMut(u8) -> Flow) {
        let _ = visit;
    }

    pub fn retain(&self, keep: impl FnMut(u8) -> bool) {
        let _ = keep;
    }

    pub fn set_marked(&mut self, callback: impl Fn(u8) + hidden::Marker + 'static) {
        let _ = callback;
    }

    #[deprecated]
    pub fn old(&self, callback: impl FnOnce(u8) + 'static) {
        callback(0);
    }

    #[doc(hidden)]
    pub fn unseen(&self, callback: impl FnOnce(u8) + 'static) {
        callback(0);
    }

    fn own(&self, callback: impl FnOnce(u8) + 'static) {
        callback(0);
    }
}

pub struct WatchId(u32);

pub type CHook = unsafe extern "C" fn(code: i32, data: *mut c_void);

pub enum Flow {
    Continue,
    Break,
}

/// Something that plays.
pub trait Device {
    type Stream;

    fn open<D: FnMut(&[f32]) + Send + 'static>(&self, data: D) -> Result<Self::Stream>;
}

/// Keeps its callbacks for as long as it borrows.
pub struct Callbacks<'a> {
    kept: Vec<Box<dyn FnMut(u8) + 'a>>,
}

impl<'a> Callbacks<'a> {
    pub fn progress<F: FnMut(u8) + 'a>(&mut self, callback: F) -> &mut Self {
        self.kept.push(Box::new(callback));
        self
    }
}

pub fn shared(callback: Arc<dyn Fn(u8) + Send + Sync>) {
    callback(0);
}

//! Stands for `signal-hook-registry`.
use std::ffi::c_int;
pub use std::io::Error;
pub struct SigId;
pub unsafe fn register<F>(signal: c_int, action: F) -> Result<SigId, Error>
where
    F: Fn() + Sync + Send + 'static,
{
    action();
    Ok(SigId)
}
/// Stands for `signal_hook::iterator`, the part of `signal-hook` that is for ordinary code.
pub mod iterator {
    use std::ffi::c_int;
    #[derive(Clone)]
    pub struct Handle(pub std::sync::mpsc::SyncSender<Option<c_int>>);
    impl Handle {
        pub fn close(&self) {
            let _ = self.0.try_send(None);
        }
    }
    pub struct Signals {
        handle: Handle,
        caught: std::sync::mpsc::Receiver<Option<c_int>>,
    }
    impl Signals {
        pub fn new(signals: impl IntoIterator<Item = c_int>) -> std::io::Result<Signals> {
            let (sender, caught) = std::sync::mpsc::sync_channel(16);
            for signal in signals {
                let _ = sender.try_send(Some(signal));
            }
            Ok(Signals {
                handle: Handle(sender),
                caught,
            })
        }
        pub fn handle(&self) -> Handle {
            self.handle.clone()
        }
        pub fn forever(&mut self) -> impl Iterator<Item = c_int> {
            self.caught.iter().map_while(|signal| signal)
        }
    }
}

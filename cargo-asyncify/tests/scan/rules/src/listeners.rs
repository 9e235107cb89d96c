//! Traits that are called back, and some that are not.

use std::fmt::Debug;

use crate::{Event, Pad};

pub trait Observer: Debug + Send {
    fn on_event(&mut self, event: Event);
    fn on_pad(&mut self, pad: &Pad, pressed: bool);
    fn wants(&self) -> bool {
        true
    }
}

/// Decides, and so is no listener.
pub trait Verifier {
    fn verify(&self, name: &str) -> bool;
}

/// Nobody takes it.
pub trait DoorListener {
    fn on_open(&self);
}

pub fn observe(observer: Box<dyn Observer>) {
    let _ = observer;
}

pub fn verified(verifier: impl Verifier) {
    let _ = verifier;
}

/// Looks like a listener, and is not called one.
pub trait Journal {
    fn is_on(&self) -> bool;
    fn line(&self, text: &str);
    fn flush(&self);
}

/// Is told nothing but to do something.
pub trait Machine {
    fn reset(&mut self);
}

pub fn record(journal: &dyn Journal, machine: &mut impl Machine) {
    let _ = (journal, machine);
}

/// Senders may go to other threads, and so must what they send.
pub trait FaultHandler<E>: Send + Sync + 'static {
    fn handle_fault(&self, fault: E);
}

pub fn handled<E>(handler: Box<dyn FaultHandler<E>>) {
    let _ = handler;
}

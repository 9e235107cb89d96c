//! Scenes of a callback on a realtime lane, for tests that watch it at work.
//!
//! A [`Scene`] is a callback, and what its consumer does meanwhile. Each test watches all of them in
//! a way of its own, and shows by a [`Mistake`] that it sees what must not happen.

pub mod allocations;
mod c;
mod calls;
mod duplex;
mod feed;
mod frames;
mod mistake;
mod scene;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
pub mod system_calls;
mod task;

pub use calls::{Calls, play};
pub use mistake::Mistake;
pub use scene::{Callback, Scene, Stage, scenes};
pub use task::poll;

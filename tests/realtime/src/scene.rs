//! What is played.

use std::any::Any;

use crate::{duplex, feed, frames};

/// What the API's thread passes on at once.
pub(crate) const BLOCK: [f32; 16] = [0.5; 16];

/// Room for a few blocks.
pub(crate) const ROOM: usize = 4 * BLOCK.len();

/// A callback of a realtime lane, and what its consumer does.
pub struct Scene {
    /// The lane, and what is done.
    pub name: String,
    /// Sets it up anew.
    pub set: Box<dyn Fn() -> Stage>,
}

/// What the API's thread calls.
pub type Callback = Box<dyn FnMut() + Send>;

/// A scene that is set up.
pub struct Stage {
    /// What the API's thread calls.
    pub callback: Callback,
    /// What the consumer does, once. It gives out what is to outlive the callback.
    pub consumer: Box<dyn FnOnce() -> Box<dyn Any>>,
}

/// Sets a lane up: the consumer's end, and the callback.
pub(crate) type Make<E> = fn() -> (E, Callback);

/// What a consumer does with its end.
pub(crate) type Act<E> = fn(E) -> Box<dyn Any>;

/// Every way to set a lane up, with everything that is done to it.
pub(crate) fn all<E: 'static>(lanes: &[(&str, Make<E>)], acts: &[(&str, Act<E>)]) -> Vec<Scene> {
    let scenes = lanes.iter().flat_map(|&(lane, make)| {
        acts.iter().map(move |&(what, act)| Scene {
            name: format!("{lane}: the consumer {what}"),
            set: Box::new(move || {
                let (end, callback) = make();
                Stage {
                    callback,
                    consumer: Box::new(move || act(end)),
                }
            }),
        })
    });
    scenes.collect()
}

/// All scenes, of lanes that are set up by hand and of those that the macro writes, for Rust and for C.
pub fn scenes() -> Vec<Scene> {
    [frames::scenes(), feed::scenes(), duplex::scenes()]
        .into_iter()
        .flatten()
        .collect()
}

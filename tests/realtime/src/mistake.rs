//! What a callback must not do, done on purpose: a test that does not see it sees nothing.

use std::hint::black_box;
use std::sync::{Arc, Mutex};
use std::thread;

use asyncify::{
    ErrorSender, FrameOptions, FrameStream, FrameWriter, Wake, frames, frames_with_errors,
};
use futures::StreamExt;

use crate::scene::Stage;
use crate::task::poll;

/// Something that a realtime callback must not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// It allocates memory.
    Allocates,
    /// It calls the system.
    CallsTheSystem,
    /// It wakes the task itself, as it does with `wake = direct`.
    WakesTheTask,
    /// It takes a lock that the consumer takes as well.
    TakesALock,
    /// It takes a lock of the runtime: that of the lane for errors, which nobody holds.
    TellsOfAnError,
}

impl Mistake {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Allocates,
        Self::CallsTheSystem,
        Self::WakesTheTask,
        Self::TakesALock,
        Self::TellsOfAnError,
    ];

    /// Sets the scene in which it is made.
    pub fn set(self) -> Stage {
        match self {
            Self::Allocates => alone(|| drop(black_box(Box::new(1_u8)))),
            Self::CallsTheSystem => alone(thread::yield_now),
            Self::WakesTheTask => waking(),
            Self::TakesALock => locking(),
            Self::TellsOfAnError => failing(),
        }
    }
}

/// The consumer has nothing to do with it.
fn alone(callback: impl FnMut() + Send + 'static) -> Stage {
    Stage {
        callback: Box::new(callback),
        consumer: Box::new(|| Box::new(())),
    }
}

fn waking() -> Stage {
    let mut given = None;
    let options = FrameOptions::new().wake(Wake::Direct);
    let mut stream: FrameStream<f32> = frames(options, |writer: FrameWriter<f32>| {
        given = Some(writer);
    });
    // It is parked from the start.
    assert!(poll(stream.next()).is_pending());
    let writer = given.expect("it is started");
    Stage {
        callback: Box::new(move || writer.write(&[0.5; 64], ())),
        consumer: Box::new(move || Box::new(stream)),
    }
}

fn locking() -> Stage {
    let count = Arc::new(Mutex::new(0));
    let shared = Arc::clone(&count);
    Stage {
        callback: Box::new(move || *shared.lock().expect("nobody panics") += 1),
        consumer: Box::new(move || {
            let mut count = count.lock().expect("nobody panics");
            *count = black_box(*count) + 1;
            Box::new(())
        }),
    }
}

fn failing() -> Stage {
    let mut given = None;
    let stream = frames_with_errors(
        FrameOptions::new(),
        |_writer: FrameWriter<f32>, errors: ErrorSender<u8>| given = Some(errors),
    );
    let errors = given.expect("it is started");
    Stage {
        callback: Box::new(move || errors.fail(1)),
        consumer: Box::new(move || Box::new(stream)),
    }
}

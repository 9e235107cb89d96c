// What calls back here does so before the function returns, and keeps the callback nowhere.

use std::time::Duration;

/// What may go wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(pub String);

/// Tells how loud it is.
pub type Callback = Box<dyn FnMut(u32) + Send>;

/// A microphone.
pub struct Microphone {
    pub levels: Vec<u32>,
}

/// Keeps a microphone listening.
#[derive(Debug)]
pub struct Listening;

impl Microphone {
    /// Calls back with each level, until what is returned is dropped.
    pub fn listen(&self, mut callback: Callback) -> Result<Listening, Error> {
        self.levels.iter().for_each(|level| callback(*level));
        Ok(Listening)
    }

    /// Asks for each level whether it is to be kept.
    pub fn select(&self, mut keep: impl FnMut(u32) -> bool + Send + 'static) {
        self.levels.iter().for_each(|level| {
            keep(*level);
        });
    }

    /// Is called back once it is calibrated.
    pub fn calibrate(&mut self, done: impl FnOnce(Result<u32, Error>) + Send + 'static) {
        done(Ok(self.levels.len() as u32));
    }

    /// Runs something on the microphone's thread.
    pub fn execute(&self, job: impl FnOnce() + Send + 'static) {
        job();
    }
}

impl Listening {
    /// Runs a function when it has stopped.
    pub fn run(self, job: impl FnOnce() + Send + 'static) {
        job();
    }
}

/// Whatever plays.
pub trait Player {
    /// Calls back with the position while it plays.
    fn play<F>(&self, file: &str, on_position: F)
    where
        F: FnMut(Duration) + Send + 'static;
}

/// Plays at once.
pub struct Fast;

impl Player for Fast {
    fn play<F>(&self, file: &str, mut on_position: F)
    where
        F: FnMut(Duration) + Send + 'static,
    {
        (0..file.len()).for_each(|at| on_position(Duration::from_secs(at as u64)));
    }
}

pub mod timer {
    use super::Duration;

    /// Calls back after some time.
    pub fn after(time: Duration, on_time: impl FnOnce(Duration) + Send + 'static) {
        on_time(time);
    }
}

mod volume {
    use std::sync::Arc;

    /// Calls back with the volume.
    pub fn watch(changed: Arc<dyn Fn(u32) + Send + Sync>) {
        changed(7);
    }
}

pub use volume::watch as watch_volume;

/// Takes what is measured; closures do.
pub trait Meter<T>: Send {
    fn measured(&mut self, value: Result<T, Error>);
}

impl<T, F: FnMut(Result<T, Error>) + Send> Meter<T> for F {
    fn measured(&mut self, value: Result<T, Error>) {
        self(value);
    }
}

/// Calls back with what is there before anything is measured.
pub fn measure<T: Default + 'static>(mut meter: impl Meter<T> + 'static) {
    meter.measured(Ok(T::default()));
}

/// What is called like something else.
pub mod alike {
    /// A short one.
    #[derive(Debug, PartialEq, Eq)]
    pub struct String(pub u8);

    /// A number that tells how it went.
    #[derive(Debug, PartialEq, Eq)]
    pub struct Result(pub u8);

    /// Another one.
    pub struct Microphone;

    impl Microphone {
        /// Calls back with how it went.
        pub fn test(&self, tested: impl FnOnce(Result) + Send + 'static) -> Result {
            tested(Result(1));
            Result(2)
        }

        /// Calls back with its name, short and long.
        pub fn name(&self, named: impl FnOnce(String, std::string::String) + Send + 'static) {
            named(String(b'm'), "microphone".to_owned());
        }
    }
}

/// What is called like a keyword.
pub mod r#loop {
    /// Calls back with each round.
    pub fn r#for(mut round: impl FnMut(u32) + Send + 'static) {
        round(1);
    }
}

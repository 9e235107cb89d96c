//! An API of somebody else's crate, mirrored without touching it.
//!
//! The signatures are copied from the foreign type's documentation, without bodies. `ext` makes
//! an extension trait of them, whose methods call the real ones.

use asyncify::asyncify;
use futures::StreamExt;

/// Stands for a crate one can't change.
#[allow(unreachable_pub)]
mod player {
    use std::thread;

    pub struct Player;

    /// Playback stops when this is dropped.
    pub struct Playback(Option<thread::JoinHandle<()>>);

    impl Player {
        /// Looks a title up, and calls back with its length in seconds.
        pub fn length<F>(&self, title: &str, callback: F)
        where
            F: FnOnce(Result<u32, String>) + Send + 'static,
        {
            let title = title.to_owned();
            thread::spawn(move || match title.as_str() {
                "Song" => callback(Ok(3)),
                _ => callback(Err(format!("no title `{title}`"))),
            });
        }

        /// Plays, and reports every second that was played.
        pub fn play(&self, seconds: u32, on_second: Box<dyn FnMut(u32) + Send>) -> Playback {
            Playback(Some(thread::spawn(move || {
                (1..=seconds).for_each(on_second);
            })))
        }
    }

    impl Drop for Playback {
        fn drop(&mut self) {
            if let Some(thread) = self.0.take() {
                let _ = thread.join();
            }
        }
    }
}

#[asyncify(ext = PlayerAsync)]
impl player::Player {
    fn length<F>(&self, title: &str, callback: F)
    where
        F: FnOnce(Result<u32, String>) + Send + 'static;

    fn play(&self, seconds: u32, on_second: Box<dyn FnMut(u32) + Send>) -> player::Playback;
}

#[tokio::main]
async fn main() {
    let player = player::Player;
    match player.length_async("Noise").await {
        Ok(seconds) => println!("Noise lasts {seconds} s"),
        Err(error) => println!("Noise: {error}"),
    }
    let seconds = match player.length_async("Song").await {
        Ok(seconds) => seconds,
        Err(error) => return println!("Song: {error}"),
    };
    let mut played = player.play_stream(seconds);
    while let Some(second) = played.next().await {
        println!("played {second} of {seconds} s");
    }
}

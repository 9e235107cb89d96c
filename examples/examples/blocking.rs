//! A function that blocks while it calls back becomes a stream, and gets a thread of its own.
//!
//! `listen` is what many crates for input devices, sockets and watchers offer: it returns when its
//! loop ends, and its callback says whether to go on. When the stream is dropped, the callback says
//! no from then on, by `closed = false`.

use std::thread;
use std::time::Duration;

use asyncify::asyncify;
use futures::StreamExt;

/// Calls back with every key, until the callback says no.
#[asyncify(stream, blocking)]
fn listen(
    keyboard: String,
    #[reply(true, closed = false)] mut callback: impl FnMut(char) -> bool,
) -> Result<(), String> {
    for key in keyboard.chars() {
        thread::sleep(Duration::from_millis(20));
        if !callback(key) {
            println!("the loop was told to stop");
            return Ok(());
        }
    }
    Err("the keyboard was unplugged".to_owned())
}

#[tokio::main]
async fn main() {
    let mut keys = listen("hello".to_owned());
    while let Some(key) = keys.next().await {
        match key {
            Ok(key) => println!("{key}"),
            Err(error) => println!("{error}"),
        }
    }

    let mut keys = listen("and so on".to_owned());
    println!("{:?}", keys.next().await);
    keys.close().await;
}

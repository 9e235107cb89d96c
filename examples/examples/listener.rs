//! A trait that an API calls back: its methods are the variants of an enum, and come as a stream.
//!
//! The watcher here stands for any library that takes a `Box<dyn Listener>` or an `impl Listener`.

use std::thread;

use asyncify::asyncify;
use futures::StreamExt;

/// Is told what happens to a file.
#[asyncify(listener)]
trait Listener: Send {
    /// It has grown.
    fn on_grown(&mut self, path: &str, bytes: u64);
    /// Whether it may be removed.
    #[reply(ask, default = false)]
    fn may_remove(&self, path: &str) -> bool;
}

/// Calls back on a thread of its own, and tells at the end what was allowed.
fn watch(mut listener: Box<dyn Listener>) -> thread::JoinHandle<bool> {
    thread::spawn(move || {
        listener.on_grown("a.log", 4096);
        listener.may_remove("a.log")
    })
}

#[tokio::main]
async fn main() {
    let mut events = ListenerEvents::new();
    let watcher = watch(Box::new(events.sender()));
    while let Some(event) = events.next().await {
        match event {
            ListenerEvent::OnGrown { path, bytes } => println!("{path}: {bytes} bytes more"),
            ListenerEvent::MayRemove { path, reply } => {
                println!("{path}: may it be removed? Yes.");
                reply.send(true).expect("the watcher waits");
            }
        }
    }
    println!("removed: {}", watcher.join().expect("the watcher ends"));
}

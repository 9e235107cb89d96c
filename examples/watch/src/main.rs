//! Tells what happens first in a folder. `src/notify_async.rs` is written by `cargo asyncify`.

mod notify_async;

use std::path::Path;

use futures::StreamExt;
use notify::{RecursiveMode, Watcher};
use notify_async::functions::recommended_watcher;

async fn watch(folder: &str) -> notify::Result<()> {
    let mut events = recommended_watcher()?;
    let watcher = events.handle_mut();
    watcher.watch(Path::new(folder), RecursiveMode::NonRecursive)?;
    println!("watching {folder}");
    if let Some(event) = events.next().await {
        println!("{:?}", event?.kind);
    }
    Ok(())
}

fn main() -> notify::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    futures::executor::block_on(watch(&folder))
}

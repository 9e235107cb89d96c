//! A call that tells how far it is: its result is awaited beside the stream of its progress.
//!
//! `copy` calls back after every block, and once more when it is done. The consumer shows what is
//! newest and skips what it was too slow for, by `overflow = latest`.

use std::thread;
use std::time::Duration;

use asyncify::{Abandoned, asyncify};
use futures::StreamExt;

/// Copies blocks on another thread.
#[asyncify(overflow = latest)]
fn copy(
    blocks: u32,
    #[progress] mut on_block: impl FnMut(u32) + Send + 'static,
    #[item] on_done: impl FnOnce(u64) + Send + 'static,
) {
    thread::spawn(move || {
        for block in 1..=blocks {
            thread::sleep(Duration::from_millis(20));
            on_block(block);
        }
        on_done(u64::from(blocks) * 4096);
    });
}

#[tokio::main]
async fn main() -> Result<(), Abandoned> {
    let copy = copy(10);
    let shown = copy.progress().for_each(async |block| match block {
        Ok(block) => println!("{block} of 10"),
        Err(lagged) => println!("({} were not shown)", lagged.lost),
    });
    let (bytes, ()) = futures::join!(copy, shown);
    println!("{} bytes", bytes?);
    Ok(())
}

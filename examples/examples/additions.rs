//! A function that calls back once becomes an `async fn`.
//!
//! `add` computes on a thread of its own and calls back from there. With `#[asyncify]` on it,
//! callers await it: two additions, one after the other, without a nested callback.

use std::thread;

use asyncify::{Abandoned, asyncify};

/// Adds two numbers on another thread.
#[asyncify]
fn add(a: i32, b: i32, callback: impl FnOnce(i32) + Send + 'static) {
    thread::spawn(move || callback(a + b));
}

#[tokio::main]
async fn main() -> Result<(), Abandoned> {
    let sum = add(1, 2).await?;
    let sum = add(sum, 3).await?;
    println!("1 + 2 + 3 = {sum}");
    Ok(())
}

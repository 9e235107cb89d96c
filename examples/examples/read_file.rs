//! Reads a file as streams, by lines and in chunks, with nothing but the standard library's files.
//!
//! `cargo run -p asyncify-examples --example read_file -- FILE` reads another file than this one.
//!
//! The iterators that read block, so a pool of threads does it: at most so many items ahead of the
//! task, and none once a stream is dropped.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Lines, Read};
use std::iter;

use asyncify::{BlockingStream, asyncify, blocking};
use futures::{Stream, StreamExt, TryStreamExt};

const THIS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/read_file.rs");

/// The lines of a file. Blocking, as the body says: the attribute makes a stream of it.
#[asyncify(blocking, stream)]
fn lines(path: &str) -> io::Result<Lines<BufReader<File>>> {
    Ok(BufReader::new(File::open(path)?).lines())
}

/// A file in pieces of so many bytes, at most four of them ahead. By hand: opened and read on the pool.
async fn chunks(path: String, size: usize) -> io::Result<impl Stream<Item = io::Result<Vec<u8>>>> {
    let mut file = blocking(move || File::open(path)).await?;
    let mut read =
        move || read_up_to(size, &mut file).map(|chunk| (!chunk.is_empty()).then_some(chunk));
    Ok(BlockingStream::new(
        4,
        iter::from_fn(move || read().transpose()),
    ))
}

/// The last piece is shorter, and what comes after it is empty.
fn read_up_to(size: usize, file: &mut File) -> io::Result<Vec<u8>> {
    let mut chunk = Vec::with_capacity(size);
    file.take(size as u64).read_to_end(&mut chunk)?;
    Ok(chunk)
}

#[tokio::main]
async fn main() -> io::Result<()> {
    let path = std::env::args().nth(1).unwrap_or_else(|| THIS.to_owned());

    let mut numbered = lines(&path).await?.enumerate();
    while let Some((number, line)) = numbered.next().await {
        let line = line?;
        if line.contains("async fn") {
            println!("{:>4} {line}", number + 1);
        }
    }

    let sizes: Vec<usize> = chunks(path.clone(), 512)
        .await?
        .map_ok(|chunk| chunk.len())
        .try_collect()
        .await?;
    println!(
        "{} bytes in {} chunks",
        sizes.iter().sum::<usize>(),
        sizes.len()
    );

    // For one thing that blocks, no function is needed.
    let size = blocking(move || std::fs::metadata(path)).await?.len();
    println!("{size} bytes, says the file system");
    Ok(())
}

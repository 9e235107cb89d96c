//! What a realtime callback may rely on: writing to a reader that is awake allocates
//! nothing, nor does a call by a key, nor does filling from a writer that is.
#![cfg(not(loom))]
#![allow(unsafe_code, reason = "an allocator that counts")]

mod common;

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::convert::Infallible;
use std::hint::black_box;
use std::sync::Mutex;
use std::task::{Poll, Waker};

use asyncify_runtime::{FeedOptions, FrameOptions, FrameWriter, ffi};
use common::*;

/// The system's allocator; counts how often each thread uses it.
struct Counting;

thread_local! {
    static USES: Cell<u64> = const { Cell::new(0) };
}

fn count() {
    USES.set(USES.get() + 1);
}

// SAFETY: each method does what the system's allocator does. Counting uses a thread-local that is
// neither initialized lazily nor dropped, so it allocates nothing itself.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count();
        // SAFETY: the caller promises what the system's allocator asks for.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        count();
        // SAFETY: the memory came from `alloc` above, with this layout.
        unsafe { System.dealloc(memory, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// How often the code allocates or frees memory.
fn uses(code: impl FnOnce()) -> u64 {
    let before = USES.get();
    code();
    USES.get() - before
}

const BLOCKS: u64 = 10_000;
const BLOCK: [u16; 32] = [7; 32];

#[test]
fn what_allocates_is_counted() {
    assert_eq!(uses(|| drop(black_box(vec![1_u8]))), 2);
}

type Write = fn(&FrameWriter<u16, u64>, u64);

/// The two ways to write.
const WAYS: [Write; 2] = [
    |writer, block| writer.write(&BLOCK, block),
    |writer, block| writer.write_with(&BLOCK, || block),
];

#[test]
fn writing_allocates_nothing() {
    for write in WAYS {
        let (mut stream, writer) = open_frames(FrameOptions::new(), ());
        let mut read = 0;
        for block in 0..BLOCKS {
            assert_eq!(uses(|| write(&writer, block)), 0);
            // A reader that finds a frame does not park.
            let Poll::Ready(Some(frame)) = poll_next(&mut stream, Waker::noop()) else {
                panic!("the block is delivered");
            };
            read += u64::from(*frame.info() == block);
        }
        assert_eq!((read, stream.lost()), (BLOCKS, 0));
    }
}

#[test]
fn writing_to_a_full_ring_allocates_nothing() {
    for write in WAYS {
        let (mut stream, writer) = open_frames(FrameOptions::new(), ());
        for block in 0..BLOCKS {
            assert_eq!(uses(|| write(&writer, block)), 0);
        }
        let kept: u64 = drain(&mut stream)
            .iter()
            .map(|frame| frame.len() as u64)
            .sum();
        assert_eq!(kept + stream.lost(), BLOCKS * BLOCK.len() as u64);
        assert!(stream.lost() > 0);
    }
}

#[test]
fn filling_allocates_nothing() {
    let (mut feed, source, _errors) = open_feed::<Infallible, _>(FeedOptions::new(), ());
    let mut block = BLOCK;
    for round in 0..BLOCKS {
        // Enough, too little, nothing.
        let written = [BLOCK.len(), 5, 0][round as usize % 3];
        assert_eq!(feed.try_write(&BLOCK[..written]), Ok(written));
        assert_eq!(uses(|| source.fill(&mut block)), 0);
        assert_eq!(uses(|| source.fill_catching(|| &mut block[..0])), 0);
        assert!(block[..written] == BLOCK[..written] && block[written..].iter().all(|s| *s == 0));
    }
    assert_eq!(feed.underruns(), BLOCKS - BLOCKS.div_ceil(3));
}

#[test]
fn a_call_by_key_allocates_nothing() {
    let (mut stream, writer) = open_frames::<u64, ()>(FrameOptions::new(), ());
    let key = ffi::Key::new(Mutex::new(writer));
    for block in 0..BLOCKS {
        let write = || assert!(ffi::write(key.as_ptr(), || (BLOCK.as_slice(), block)));
        assert_eq!(uses(write), 0);
    }
    let first = drain(&mut stream).remove(0);
    assert_eq!(first[..], BLOCK);
}

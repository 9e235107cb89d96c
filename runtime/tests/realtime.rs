//! What a realtime callback may rely on: writing to a reader that is awake allocates
//! nothing, nor does a call by a key, nor does filling from a writer that is.
#![cfg(not(loom))]
#![allow(unsafe_code, reason = "an allocator that counts")]

mod common;

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::convert::Infallible;
use std::hint::black_box;
use std::ptr::without_provenance_mut;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Poll, Waker};
use std::thread;

use asyncify_runtime::{FeedOptions, FrameOptions, FrameWriter, ffi};
use common::*;
use futures::StreamExt;
use futures::executor::block_on;

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

/// Lets a consumer act while a callback is inside, on another thread. Returns how often the callback
/// used the allocator.
fn uses_meanwhile(call: impl FnOnce(&dyn Fn()) + Send, act: impl FnOnce()) -> u64 {
    let (inside, acted) = (AtomicBool::new(false), AtomicBool::new(false));
    let meanwhile = || {
        inside.store(true, Ordering::Release);
        while !acted.load(Ordering::Acquire) {
            thread::yield_now();
        }
    };
    thread::scope(|scope| {
        let callback = scope.spawn(|| uses(|| call(&meanwhile)));
        while !inside.load(Ordering::Acquire) {
            assert!(!callback.is_finished(), "nothing was called");
            thread::yield_now();
        }
        act();
        acted.store(true, Ordering::Release);
        callback.join().unwrap()
    })
}

/// What a key leads to is dropped by the runtime's own thread then.
#[test]
fn a_call_whose_key_is_released_meanwhile_frees_nothing() {
    let (mut stream, writer) = open_frames::<u64, ()>(FrameOptions::new(), ());
    let key = ffi::Key::new(Mutex::new(writer));
    let word = key.as_ptr().addr();
    let call = |meanwhile: &dyn Fn()| {
        let wrote = ffi::write(without_provenance_mut(word), || {
            meanwhile();
            (BLOCK.as_slice(), 7_u64)
        });
        assert!(wrote);
    };
    assert_eq!(uses_meanwhile(call, || drop(key)), 0);
    assert!(!ffi::release(without_provenance_mut(word)));
    // The writer is dropped soon after, which ends the stream.
    let frames: Vec<_> = block_on(async {
        let mut all = Vec::new();
        while let Some(frame) = stream.next().await {
            all.push(frame.to_vec());
        }
        all
    });
    assert_eq!(frames, [BLOCK.to_vec()]);
}

#[test]
fn filling_while_the_key_is_released_frees_nothing() {
    let (mut feed, source, errors) = open_feed::<Infallible, _>(FeedOptions::new(), ());
    assert_eq!(feed.try_write(&BLOCK), Ok(BLOCK.len()));
    let key = ffi::Key::new(Mutex::new(source));
    let word = key.as_ptr().addr();
    let mut block = [0_u16; BLOCK.len()];
    let call = |meanwhile: &dyn Fn()| {
        let filled = ffi::fill(without_provenance_mut(word), || {
            meanwhile();
            &mut block[..]
        });
        assert!(filled);
    };
    assert_eq!(uses_meanwhile(call, || drop(key)), 0);
    assert_eq!(block, BLOCK);
    // The reader is dropped soon after.
    drop(errors);
    block_on(feed.close());
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

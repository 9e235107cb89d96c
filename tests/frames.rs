//! `#[asyncify(frames)]`: samples through the realtime lane.

use std::thread;

use asyncify::{Frame, FrameStream, asyncify};
use futures::executor::block_on_stream;

#[derive(Clone, Debug, PartialEq)]
struct Info {
    at: u64,
}

#[derive(Clone, Debug, PartialEq)]
struct Xrun;

#[asyncify(frames)]
fn plain(mut callback: impl FnMut(&[i16]) + Send + 'static) {
    thread::spawn(move || {
        callback(&[1, 2]);
        callback(&[]);
        callback(&[3]);
    });
}

#[test]
fn samples_come_in_frames() {
    let frames: Vec<Frame<i16>> = block_on_stream(plain()).collect();
    let samples: Vec<&[i16]> = frames.iter().map(|frame| &**frame).collect();
    assert_eq!(samples, [&[1, 2][..], &[3]]);
}

#[asyncify(frames, buffer = 4)]
fn narrow<F: FnMut(&[f32], &Info, u8) + Send + 'static>(mut callback: F) -> u8 {
    callback(&[0.0; 3], &Info { at: 0 }, 1);
    callback(&[0.0; 3], &Info { at: 3 }, 2);
    callback(&[1.0; 1], &Info { at: 6 }, 3);
    9
}

#[test]
fn what_does_not_fit_is_a_gap() {
    let stream: FrameStream<f32, (Info, u8), u8> = narrow();
    assert_eq!(*stream.handle(), 9);
    let frames: Vec<_> = block_on_stream(stream)
        .map(|frame| (frame.len(), frame.info().0.at, frame.info().1, frame.gap()))
        .collect();
    assert_eq!(frames, [(3, 0, 1, 0), (1, 6, 3, 3)]);
}

/// Somebody else's view of a buffer.
struct Buffer(Vec<u8>);

#[asyncify(frames)]
fn mapped(
    rate: u32,
    #[item]
    #[map(|buffer, at| -> (&[u8], (u64, u32)) { (&buffer.0, (at, rate)) })]
    mut callback: impl FnMut(&Buffer, u64) + Send + 'static,
    #[error(fatal_if = |_| true)] mut on_error: impl FnMut(Xrun) + Send + 'static,
) -> Result<(), Xrun> {
    if rate == 0 {
        return Err(Xrun);
    }
    callback(&Buffer(vec![1, 2, 3]), 7);
    on_error(Xrun);
    callback(&Buffer(vec![4]), 8);
    Ok(())
}

#[test]
fn map_finds_the_samples_and_says_more_about_them() {
    assert_eq!(mapped(0).err(), Some(Xrun));
    let items: Vec<_> = block_on_stream(mapped(48).expect("it opens"))
        .map(|item| item.map(|frame| (frame.to_vec(), *frame.info())))
        .collect();
    assert_eq!(items, [Ok((vec![1, 2, 3], (7, 48))), Err(Xrun)]);
}

#[asyncify(frames)]
fn inferred(
    #[map(|samples, at| {
        let at = at * 2;
        (&samples[..1], at)
    })]
    mut callback: impl FnMut(&[i16], u32) + Send + 'static,
) {
    callback(&[1, 2], 4);
}

#[test]
fn the_types_of_a_map_are_told_from_its_last_expression() {
    let frames: Vec<Frame<i16, u32>> = block_on_stream(inferred()).collect();
    assert_eq!((&*frames[0], frames[0].info()), (&[1][..], &8));
}

#[asyncify(frames)]
fn ending(
    fail: bool,
    #[item] mut callback: impl FnMut(&[u8]) + Send + 'static,
    #[end] on_end: impl FnOnce() + Send + 'static,
) -> Result<u8, Xrun> {
    if fail {
        return Err(Xrun);
    }
    callback(&[1]);
    on_end();
    callback(&[2]);
    Ok(7)
}

#[asyncify(frames)]
fn ending_with_errors(
    #[item] mut callback: impl FnMut(&[u8]) + Send + 'static,
    #[error] mut on_error: impl FnMut(Xrun) + Send + 'static,
    #[end] on_end: Box<dyn Fn() + Send>,
) {
    on_error(Xrun);
    callback(&[1]);
    on_end();
    on_error(Xrun);
}

#[test]
fn end_ends_the_frames() {
    assert_eq!(ending(true).err(), Some(Xrun));
    let stream = ending(false).expect("it starts");
    assert_eq!(*stream.handle(), 7);
    let frames: Vec<Frame<u8>> = block_on_stream(stream).collect();
    assert_eq!(frames.len(), 1);
    let items: Vec<_> = block_on_stream(ending_with_errors()).collect();
    assert_eq!(items.len(), 2);
    assert!(items[0].is_err() && items[1].is_ok());
}

/// Information that stays on its thread.
struct Here {
    at: *const u8,
}

#[asyncify(frames, local)]
fn of_one_thread(at: *const u8, mut callback: impl FnMut(&[u8], Here)) {
    callback(&[1], Here { at });
}

#[test]
fn information_need_not_be_send() {
    let place = 7;
    let frames: Vec<_> = block_on_stream(of_one_thread(&raw const place)).collect();
    assert_eq!(frames[0].info().at, &raw const place);
}

/// Its callbacks say something that is known only where it is used.
struct Meter<I>(I);

impl<I: Copy> Meter<I> {
    #[asyncify(frames)]
    fn alone(&self, mut callback: impl FnMut(&[u8], I)) {
        callback(&[1], self.0);
    }
}

#[asyncify(frames)]
impl<I: Copy> Meter<I> {
    fn in_a_block(mut callback: impl FnMut(&[u8], I), info: I) {
        callback(&[1], info);
    }
}

#[test]
fn information_may_be_generic() {
    let said = |frames: FrameStream<u8, i32>| block_on_stream(frames).map(|frame| *frame.info());
    assert_eq!(said(Meter(7).alone()).collect::<Vec<_>>(), [7]);
    assert_eq!(said(Meter::in_a_block(8)).collect::<Vec<_>>(), [8]);
}

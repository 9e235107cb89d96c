//! PortAudio: user data comes last, samples are brought and filled in real time.

#[allow(clippy::all, warnings, reason = "rust-bindgen wrote it")]
mod ffi {
    include!(concat!(env!("OUT_DIR"), "/portaudio.rs"));
}
#[allow(
    clippy::undocumented_unsafe_blocks,
    unreachable_pub,
    reason = "it is generated"
)]
mod generated;
mod sound;

use std::ffi::c_ulong;
use std::ptr;

use asyncify::FrameStream;
use futures::StreamExt;
use futures::executor::block_on;

use sound::{Failure, INT_16, Session, Sound};

const RATE: u32 = 48_000;
/// Long periods: a machine that is busy compiling something else must not fail the test.
const BLOCK: c_ulong = 4800;

#[link(name = "portaudio")]
unsafe extern "C" {}

type Recording = FrameStream<i16, c_ulong, Sound>;

fn record(input: &ffi::PaStreamParameters, rate: f64) -> Result<Recording, Failure> {
    let mut stream = ptr::null_mut();
    // SAFETY: the parameters and the place for the stream live until the call is over.
    unsafe { generated::record(&mut stream, input, ptr::null(), rate, BLOCK, 0) }
}

async fn block(recording: &mut Recording) -> Vec<i16> {
    let frame = recording.next().await.expect("the microphone goes on");
    assert_eq!((frame.gap(), frame.len()), (0, BLOCK as usize));
    frame.to_vec()
}

#[test]
fn samples_are_brought_and_a_code_is_an_error() {
    const INVALID_RATE: i32 = -9997;
    if !crate::servers::is_there("ASYNCIFY_AUDIO") {
        return;
    }
    let session = Session::new();
    let tone = session.device(c"tone");
    assert_eq!(record(&tone, 1e9).unwrap_err(), Failure(INVALID_RATE));
    let mut recording = record(&tone, RATE.into()).unwrap();
    let samples = block_on(async {
        let blocks = [block(&mut recording).await, block(&mut recording).await];
        recording.close().await;
        blocks.concat()
    });
    // A tenth of a second has 44 periods of 440 Hz, whichever tenth it is.
    let rises = samples.windows(2).filter(|it| it[0] < 0 && it[1] >= 0);
    let rises = rises.count();
    assert!((87..=89).contains(&rises), "{rises} in a fifth of a second");
}

#[test]
fn what_is_written_is_heard() {
    if !crate::servers::is_there("ASYNCIFY_AUDIO") {
        return;
    }
    let session = Session::new();
    let mut recording = record(&session.device(c"loop"), RATE.into()).unwrap();
    let mut stream = ptr::null_mut();
    // SAFETY: the place for the stream lives until the call is over.
    let playback = unsafe { generated::play(&mut stream, 0, 1, INT_16, RATE.into(), BLOCK) };
    let mut playback = playback.unwrap();
    // No sample is silent, and each is found only where it is.
    let written: Vec<i16> = (1..=9600).collect();
    assert_eq!(playback.try_write(&written), Ok(written.len()));
    playback.handle().start().unwrap();
    block_on(playback.drain()).unwrap();
    let heard = block_on(async {
        let mut heard = Vec::new();
        for _ in 0..60 * RATE as usize / BLOCK as usize {
            let samples = block(&mut recording).await;
            let silent = match heard.is_empty() {
                true => samples.iter().take_while(|it| **it == 0).count(),
                false => 0,
            };
            heard.extend_from_slice(&samples[silent..]);
            if heard.len() >= written.len() {
                break;
            }
        }
        heard
    });
    assert_eq!(heard[..written.len()], written);
    drop((playback, recording));
}

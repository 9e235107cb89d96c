//! `#[asyncify(feed)]`: callbacks that fill a slice are written to.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use asyncify::{Feed, FeedError, asyncify};
use futures::executor::{block_on, block_on_stream};
use futures::{SinkExt, StreamExt};

/// An API that asks for samples when it is told to.
struct Player {
    asks: Sender<usize>,
    heard: Receiver<Vec<i16>>,
}

impl Player {
    fn new(mut fill: impl FnMut(&mut [i16]) + Send + 'static) -> Player {
        let ((asks, asked), (tell, heard)) = (channel(), channel());
        thread::spawn(move || {
            for samples in asked {
                let mut block = vec![-1; samples];
                fill(&mut block);
                if tell.send(block).is_err() {
                    break;
                }
            }
        });
        Player { asks, heard }
    }

    fn play(&self, samples: usize) -> Vec<i16> {
        self.asks.send(samples).expect("the player plays");
        self.heard.recv().expect("the player plays")
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Xrun;

#[asyncify(feed)]
fn open(callback: impl FnMut(&mut [i16]) + Send + 'static) -> Player {
    Player::new(callback)
}

#[test]
fn what_is_written_is_played() {
    let mut feed: Feed<i16, Player> = open();
    block_on(async {
        feed.write(&[1, 2, 3]).await?;
        assert_eq!(feed.handle().play(2), [1, 2]);
        feed.send(vec![4]).await?;
        assert_eq!(feed.handle().play(3), [3, 4, 0]);
        feed.drain().await
    })
    .expect("the player lives");
    assert_eq!((feed.underruns(), feed.silence()), (1, 1));
}

/// Says more than a feed has a use for, and tells of errors and of the end.
#[asyncify(feed, buffer = 4, silence = i16::MAX)]
fn telling(
    fail: bool,
    #[item] mut callback: impl FnMut(u8, &mut [i16], &str) + Send + 'static,
    #[error(fatal_if = |error| error.is_empty())] mut on_error: impl FnMut(&str) + Send + 'static,
    #[end] on_end: impl FnOnce() + Send + 'static,
) -> Result<(Player, Sender<String>), Xrun> {
    if fail {
        return Err(Xrun);
    }
    let (errors, told) = channel::<String>();
    thread::spawn(move || {
        for error in told {
            match error.as_str() {
                "end" => return on_end(),
                error => on_error(error),
            }
        }
    });
    let player = Player::new(move |out| callback(7, out, "when"));
    Ok((player, errors))
}

#[test]
fn errors_and_silence_are_told() {
    assert_eq!(telling(true).err(), Some(Xrun));
    let mut feed: Feed<i16, _, String> = telling(false).expect("it opens");
    assert_eq!(feed.try_write(&[1, 2, 3, 4, 5]), Ok(4));
    assert_eq!(feed.handle().0.play(5), [1, 2, 3, 4, i16::MAX]);
    let tell = |feed: &Feed<_, (Player, Sender<String>), _>, error: &str| {
        feed.handle().1.send(error.to_owned()).unwrap();
    };
    tell(&feed, "glitch");
    assert_eq!(block_on(feed.next_error()).as_deref(), Some("glitch"));
    tell(&feed, "");
    let full = [0; 9];
    assert_eq!(
        block_on(feed.write(&full)),
        Err(FeedError::Failed(String::new()))
    );
}

#[test]
fn the_end_ends_a_write_that_waits() {
    let mut feed = telling(false).expect("it opens");
    feed.handle().1.send("end".into()).unwrap();
    assert_eq!(block_on(feed.write(&[0; 5])), Err(FeedError::Closed));
    assert!(block_on(feed.errors().next()).is_none());
}

/// Tells its end and no errors.
#[asyncify(feed)]
fn ending(
    #[item] callback: impl FnMut(&mut [i16]) + Send + 'static,
    #[end] on_end: Box<dyn FnOnce() + Send>,
) -> Player {
    on_end();
    Player::new(callback)
}

#[test]
fn a_feed_without_errors_may_end() {
    let mut feed: Feed<i16, Player> = ending();
    assert_eq!(feed.try_write(&[1]), Err(FeedError::Closed));
    assert_eq!(feed.handle().play(1), [0]);
}

/// Somebody else's view of a buffer.
struct Buffer {
    samples: Vec<f32>,
    header: usize,
}

#[asyncify(feed)]
fn mapped(
    #[map(|buffer, skip| -> &mut [f32] { &mut buffer.samples[buffer.header + skip..] })]
    mut callback: impl FnMut(&mut Buffer, usize) + Send + 'static,
) -> Receiver<Vec<f32>> {
    let (tell, told) = channel();
    thread::spawn(move || {
        for skip in [1, 1, 9] {
            let mut buffer = Buffer {
                samples: vec![9.0; 4],
                header: 1,
            };
            callback(&mut buffer, skip);
            tell.send(buffer.samples).unwrap();
        }
    });
    told
}

#[test]
fn map_finds_the_slice_and_its_panic_goes_to_the_consumer() {
    let mut feed = mapped();
    let heard: Vec<_> = feed.handle().iter().collect();
    assert_eq!(heard[..2], [[9.0, 9.0, 0.0, 0.0]; 2]);
    let resumed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        block_on(feed.write(&[1.0]))
    }));
    assert!(resumed.is_err());
    assert_eq!(block_on(feed.write(&[1.0])), Err(FeedError::Closed));
}

#[asyncify(feed)]
fn inferred(
    #[map(|out| &mut out[1..])] mut callback: impl FnMut(&mut [u8]) + Send + 'static,
    blocks: Sender<[u8; 3]>,
) {
    let mut block = [7; 3];
    callback(&mut block);
    blocks.send(block).unwrap();
}

#[test]
fn the_type_of_a_map_is_told_from_its_expression() {
    let (tell, told) = channel();
    let feed: Feed<u8> = inferred(tell);
    assert_eq!((told.recv(), feed.underruns()), (Ok([7, 0, 0]), 1));
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Next {
    Continue,
    Quiet,
}

/// A reply sees what was filled.
#[asyncify(feed)]
fn answered(
    #[reply(|out| if out.iter().all(|s| *s == 0) { Next::Quiet } else { Next::Continue })]
    mut callback: impl FnMut(&mut [u8]) -> Next + Send + 'static,
    asks: Receiver<Sender<Next>>,
) {
    thread::spawn(move || {
        asks.iter()
            .for_each(|ask| ask.send(callback(&mut [0; 2])).unwrap());
    });
}

#[test]
fn a_reply_sees_what_was_filled() {
    let (ask, asks) = channel();
    let mut feed = answered(asks);
    let next = || {
        let (tell, told) = channel();
        ask.send(tell).unwrap();
        told.recv().unwrap()
    };
    assert_eq!(next(), Next::Quiet);
    assert_eq!(feed.try_write(&[1]), Ok(1));
    assert_eq!(next(), Next::Continue);
}

#[asyncify(feed)]
fn answered_of_a_part(
    #[map(|block, from| -> &mut [u8] { &mut block[from..] })]
    #[reply(|out, _| out.to_vec(), closed = |whole, _| whole.to_vec())]
    mut callback: impl FnMut(&mut [u8], usize) -> Vec<u8> + Send + 'static,
) -> Vec<u8> {
    callback(&mut [7; 3], 1)
}

#[test]
fn a_reply_sees_what_was_filled_of_all_that_was_handed_in() {
    assert_eq!(*answered_of_a_part().handle(), [7, 0, 0]);
}

mod foreign {
    pub(crate) struct Device(pub(crate) &'static str);

    impl Device {
        pub(crate) fn build<T, D, E>(
            &self,
            rate: u32,
            mut data: D,
            mut error: E,
        ) -> Result<T, String>
        where
            T: Copy + From<u8>,
            D: FnMut(&mut [T], &u32) + Send + 'static,
            E: FnMut(String) + Send + 'static,
        {
            let mut block = [T::from(9)];
            data(&mut block, &rate);
            error(self.0.into());
            Ok(block[0])
        }
    }

    pub(crate) fn run(params: u8, callback: impl FnMut(&mut [f32]) + Send + 'static) -> u8 {
        drop(callback);
        params
    }
}

#[asyncify(ext = Playback, feed, silence = 5.into())]
impl foreign::Device {
    fn build<T, D, E>(&self, rate: u32, #[item] data: D, #[error] error: E) -> Result<T, String>
    where
        T: From<u8> + Send + 'static,
        D: FnMut(&mut [T], &u32) + Send + 'static,
        E: FnMut(String) + Send + 'static;
}

#[asyncify(path = foreign, feed)]
mod wrapped {
    pub fn run(params: u8, callback: impl FnMut(&mut [f32]) + Send + 'static) -> u8;
}

#[asyncify(feed, keep)]
fn kept(mut callback: impl FnMut(&mut [f32]) + Send + 'static) {
    callback(&mut [0.0]);
}

#[test]
fn foreign_functions_are_fed() {
    let mut feed = foreign::Device("glitch").build_feed::<u16>(48).unwrap();
    assert_eq!(*feed.handle(), 5);
    assert_eq!(
        block_on_stream(feed.errors()).collect::<Vec<_>>(),
        ["glitch"]
    );
    assert_eq!(*wrapped::run(3).handle(), 3);
    assert_eq!(kept_feed().underruns(), 1);
    kept(|_| ());
}

/// Silence that is nobody's default.
#[asyncify(feed)]
fn generic<T: Send + 'static>(
    mut callback: impl FnMut(&mut [T]) + Send + 'static,
    mut block: [T; 2],
) {
    callback(&mut block);
}

#[test]
fn a_generic_sample_is_silent_by_default() {
    assert_eq!(generic([1_u8, 2]).silence(), 2);
}

/// A feed that stays on its thread.
#[asyncify(feed, local, error = String)]
fn of_one_thread(
    #[item] mut callback: impl FnMut(&mut [u8]),
    #[error] mut on_error: impl FnMut(&'static str),
) -> std::rc::Rc<u8> {
    callback(&mut [1]);
    on_error("glitch");
    std::rc::Rc::new(1)
}

#[test]
fn a_handle_need_not_be_send_and_errors_are_converted() {
    let mut feed: Feed<u8, std::rc::Rc<u8>, String> = of_one_thread();
    assert_eq!(block_on(feed.next_error()), Some("glitch".to_owned()));
}

/// An upload, as curl asks for it: on a thread that may wait, and told how much there is.
#[asyncify(feed, underrun = block)]
fn upload(
    #[reply(|out| Ok(out.len()))] mut read: impl FnMut(&mut [u8]) -> Result<usize, Xrun>
    + Send
    + 'static,
) -> Receiver<Vec<u8>> {
    let (tell, told) = channel();
    thread::spawn(move || {
        let (mut sent, mut block) = (Vec::new(), [0; 4]);
        loop {
            match read(&mut block) {
                Ok(0) | Err(Xrun) => break,
                Ok(count) => sent.extend_from_slice(&block[..count]),
            }
        }
        tell.send(sent).unwrap();
    });
    told
}

#[test]
fn a_callback_that_may_wait_is_told_how_much_there_is() {
    let mut feed: Feed<u8, Receiver<Vec<u8>>> = upload();
    let sent = block_on(async {
        for piece in ["all ", "that ", "is written"] {
            feed.write(piece.as_bytes()).await?;
        }
        feed.drain().await?;
        let sent = std::mem::replace(feed.handle_mut(), channel().1);
        feed.close().await;
        Ok::<_, FeedError>(sent.recv().unwrap())
    });
    assert_eq!(sent.as_deref(), Ok(&b"all that is written"[..]));
}

/// The same, and not taken for the whole if it is given up.
#[asyncify(feed, underrun = block)]
fn upload_or_abort(
    #[reply(|out| Ok(out.len()), closed = Err(Xrun))] mut read: impl FnMut(
        &mut [u8],
    ) -> Result<usize, Xrun>
    + Send
    + 'static,
) -> Receiver<Result<usize, Xrun>> {
    let (tell, told) = channel();
    thread::spawn(move || {
        let mut sent = 0;
        let end = loop {
            match read(&mut [0; 4]) {
                Ok(0) => break Ok(sent),
                Ok(count) => sent += count,
                Err(abort) => break Err(abort),
            }
        };
        tell.send(end).unwrap();
    });
    told
}

#[test]
fn what_is_closed_is_whole_and_what_is_dropped_is_not() {
    for is_closed in [true, false] {
        let mut feed = upload_or_abort();
        let sent = std::mem::replace(feed.handle_mut(), channel().1);
        block_on(async {
            feed.write(b"some of it").await?;
            feed.drain().await
        })
        .unwrap();
        match is_closed {
            true => block_on(feed.close()),
            false => drop(feed),
        }
        let expected = if is_closed { Ok(10) } else { Err(Xrun) };
        assert_eq!(sent.recv(), Ok(expected));
    }
}

#[asyncify(feed, underrun = partial)]
fn partly(
    #[reply(|rate, out| out.len() * rate)] mut read: impl FnMut(usize, &mut [u8]) -> usize
    + Send
    + 'static,
) -> Sender<Sender<usize>> {
    let (asks, asked) = channel::<Sender<usize>>();
    thread::spawn(move || {
        for answer in asked {
            answer.send(read(10, &mut [0; 4])).unwrap();
        }
    });
    asks
}

#[test]
fn a_callback_may_be_told_that_there_is_nothing() {
    let mut feed = partly();
    let ask = |feed: &Feed<u8, Sender<Sender<usize>>>| {
        let (answer, answered) = channel();
        feed.handle().send(answer).unwrap();
        answered.recv().unwrap()
    };
    assert_eq!(ask(&feed), 0);
    assert_eq!(feed.try_write(&[1, 2, 3, 4, 5]), Ok(5));
    assert_eq!((ask(&feed), ask(&feed), feed.underruns()), (40, 10, 0));
}

/// Streams of a library that asks its callbacks to be `Sync`, though it calls them from one thread
/// at a time.
mod shared {
    pub(crate) fn both<T: Copy>(
        heard: &[T],
        silence: T,
        mut callback: impl FnMut(&[T], &mut [T]) -> isize + Send + Sync + 'static,
    ) -> (isize, Vec<T>) {
        let mut played = vec![silence; heard.len()];
        (callback(heard, &mut played), played)
    }

    pub(crate) fn play<F>(mut callback: F) -> Vec<u8>
    where
        F: FnMut(&mut [u8]) + Send + Sync + 'static,
    {
        let mut block = vec![1; 3];
        callback(&mut block);
        block
    }

    type Recorder = Box<dyn FnMut(&[u8]) + Send + Sync>;

    pub(crate) fn record(mut callback: Recorder) {
        callback(&[1, 2]);
    }
}

#[asyncify(path = shared)]
mod through_sync {
    #[asyncify(feed)]
    pub fn both<T: Copy>(
        heard: &[T],
        silence: T,
        #[reply(|_, played| played.len() as isize)] callback: impl FnMut(&[T], &mut [T]) -> isize
        + Send
        + Sync
        + 'static,
    ) -> (isize, Vec<T>);
    #[asyncify(feed)]
    pub fn play<F>(callback: F) -> Vec<u8>
    where
        F: FnMut(&mut [u8]) + Send + Sync + 'static;
    #[asyncify(frames)]
    pub fn record(callback: Box<dyn FnMut(&[u8]) + Send + Sync>);
}

#[test]
fn a_callback_may_have_to_be_sync() {
    let mut duplex = through_sync::both(&[1_i16, 2], 9);
    let played = duplex.with_handle(|played| played.clone());
    assert_eq!(played, (2, vec![0, 0]), "nothing was written yet");
    let heard = block_on(duplex.input().next()).expect("the callback has run");
    assert_eq!(heard.to_vec(), [1, 2]);
    assert_eq!(*through_sync::play().handle(), [0, 0, 0]);
    let frames: Vec<u8> = block_on_stream(through_sync::record())
        .flat_map(|frame| frame.to_vec())
        .collect();
    assert_eq!(frames, [1, 2]);
}

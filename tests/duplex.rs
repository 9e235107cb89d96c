//! `#[asyncify(feed)]` with an input slice beside the output: a duplex.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Sender, channel};
use std::thread;

use asyncify::{Duplex, FeedError, Frame, asyncify};
use futures::StreamExt;
use futures::executor::{block_on, block_on_stream};

#[derive(Clone, Debug, PartialEq)]
struct Xrun;

/// A full duplex device, which is asked for a call at a time.
type Calls = Sender<(Vec<i16>, Sender<Vec<i16>>)>;

#[asyncify(feed, buffer = 4)]
fn both_ways(mut callback: impl FnMut(&[i16], &mut [i16], &Info, u8) + Send + 'static) -> Calls {
    let (calls, called) = channel::<(Vec<i16>, Sender<Vec<i16>>)>();
    thread::spawn(move || {
        for (input, answer) in called {
            let mut output = vec![-1; input.len()];
            callback(&input, &mut output, &Info { at: 7 }, 8);
            answer.send(output).unwrap();
        }
    });
    calls
}

#[derive(Clone, Debug, PartialEq)]
struct Info {
    at: u64,
}

#[test]
fn with_an_input_slice_it_is_a_duplex() {
    let mut duplex: Duplex<i16, i16, (Info, u8), Calls> = both_ways();
    assert_eq!(duplex.output().try_write(&[0; 9]), Ok(4));
    let exchange = |duplex: &Duplex<_, _, _, Calls>, input: &[i16]| {
        let (answer, answered) = channel();
        let call = (input.to_vec(), answer);
        duplex.with_handle(|calls| calls.send(call)).unwrap();
        answered.recv().unwrap()
    };
    assert_eq!(exchange(&duplex, &[1, 2, 3]), [0; 3]);
    let frame: Frame<i16, (Info, u8)> = block_on(duplex.input().next()).expect("a frame");
    assert_eq!(
        (&*frame, frame.info()),
        (&[1, 2, 3][..], &(Info { at: 7 }, 8))
    );
    block_on(duplex.output().write(&frame)).expect("an echo");
    assert_eq!(exchange(&duplex, &[4; 4]), [0, 1, 2, 3]);
    assert_eq!(duplex.output().underruns(), 0);
}

/// It may fail to start, and later; it tells its end, and wants an answer.
#[asyncify(feed, silence = 9)]
fn telling_duplex<T: Copy + Send + 'static>(
    input: Result<Vec<T>, Xrun>,
    #[item]
    #[reply(|input, _| input.len())]
    mut callback: impl FnMut(&[T], &mut [u8]) -> usize + Send + 'static,
    #[error] mut on_error: impl FnMut(Xrun) + Send + 'static,
    #[end] on_end: impl FnOnce() + Send + 'static,
) -> Result<usize, Xrun> {
    let input = input?;
    let mut output = [0];
    let answer = callback(&input, &mut output);
    assert_eq!(output, [9]);
    on_error(Xrun);
    on_end();
    Ok(answer)
}

#[test]
fn a_duplex_may_fail_and_end() {
    assert_eq!(telling_duplex::<u8>(Err(Xrun)).err(), Some(Xrun));
    let duplex = telling_duplex(Ok(vec![1.5, 2.5])).expect("it starts");
    assert_eq!(duplex.with_handle(|answer| *answer), 2);
    let (input, mut output) = duplex.split();
    let items: Vec<_> = block_on_stream(input).collect();
    assert_eq!(**items[0].as_ref().expect("a frame"), [1.5, 2.5]);
    assert_eq!(items[1].as_ref().err(), Some(&Xrun));
    assert_eq!(
        (items.len(), output.try_write(&[1])),
        (2, Err(FeedError::Closed))
    );
}

#[asyncify(feed)]
fn ending_duplex(
    #[item] mut callback: impl FnMut(&[u8], &mut [u8]) + Send + 'static,
    #[end] on_end: impl FnOnce() + Send + 'static,
) {
    callback(&[1], &mut [1]);
    on_end();
}

#[test]
fn a_duplex_without_errors_may_end() {
    let duplex: Duplex<u8, u8> = ending_duplex();
    assert_eq!(block_on_stream(duplex.split().0).count(), 1);
}

#[asyncify(feed, silence = 9)]
fn answered(
    #[reply(|_, out, _| out.to_vec())] mut callback: impl FnMut(&[u8], &mut [u8], u8) -> Vec<u8>
    + Send
    + 'static,
) -> Vec<u8> {
    callback(&[1], &mut [7; 2], 3)
}

#[asyncify(feed, silence = 9)]
fn answered_of_a_part(
    #[map(|heard, played, _| -> (&[u8], &mut [u8]) { (heard, &mut played[1..]) })]
    #[reply(|_, out, more| { out.iter().copied().chain([more]).collect() })]
    mut callback: impl FnMut(&[u8], &mut [u8], u8) -> Vec<u8> + Send + 'static,
) -> Vec<u8> {
    callback(&[1], &mut [7; 2], 3)
}

#[test]
fn a_reply_sees_what_was_filled() {
    assert_eq!(answered().with_handle(|answer| answer.clone()), [9, 9]);
    assert_eq!(
        answered_of_a_part().with_handle(|answer| answer.clone()),
        [7, 9, 3]
    );
}

/// A device whose blocks begin with a header, and which numbers them.
#[asyncify(feed)]
fn with_header(
    #[map(|input, output, number| -> (&[i16], &mut [i16], u32) {
        assert!(number < 9, "a mistake");
        (&input[1..], &mut output[1..], u32::from(number))
    })]
    callback: impl FnMut(&[i16], &mut [i16], u8) + Send + 'static,
) -> Box<dyn FnMut(&[i16], &mut [i16], u8) + Send> {
    Box::new(callback)
}

#[asyncify(feed)]
fn backwards(
    #[map(|output, input| -> (&[i16], &mut [i16]) { (input, output) })] mut callback: impl FnMut(
        &mut [i16],
        &[i16],
    ) + Send
    + 'static,
) -> Vec<i16> {
    let mut output = vec![-1; 2];
    callback(&mut output, &[3]);
    output
}

#[test]
fn a_map_finds_both_slices_of_a_duplex() {
    let mut duplex = with_header();
    assert_eq!(duplex.output().try_write(&[5, 6]), Ok(2));
    let mut output = [-1; 3];
    duplex.with_handle(|call| call(&[0, 1, 2], &mut output, 7));
    assert_eq!(output, [-1, 5, 6]);
    let frame = block_on(duplex.input().next()).expect("a frame");
    assert_eq!((&*frame, *frame.info()), (&[1, 2][..], 7));

    duplex.with_handle(|call| call(&[0, 1, 2], &mut output, 9));
    let (mut input, mut output) = duplex.split();
    assert_eq!(output.try_write(&[1]), Err(FeedError::Closed));
    let panic = catch_unwind(AssertUnwindSafe(|| block_on(input.next()))).unwrap_err();
    assert_eq!(panic.downcast_ref(), Some(&"a mistake"));

    let mut duplex: Duplex<i16, i16, (), Vec<i16>> = backwards();
    assert_eq!(duplex.with_handle(|output| output.clone()), [0, 0]);
    assert_eq!(*block_on(duplex.input().next()).expect("a frame"), [3]);
}

// Drives the module `twins`, whichever way it was written.

use futures::StreamExt;
use futures::executor::block_on;
use twins::{ListeningAsync, MicrophoneAsync, Playing};

#[test]
fn streams_and_futures_bring_what_was_called_back() {
    let mut microphone = Microphone {
        levels: vec![1, 2, 3],
    };
    let levels = microphone.listen_stream().unwrap();
    assert_eq!(block_on(levels.take(3).collect::<Vec<_>>()), [1, 2, 3]);
    assert_eq!(block_on(microphone.calibrate_async()), Ok(3));
    assert_eq!(block_on(Listening.stopped()), Ok(()));
    let asked = microphone.select_stream();
    assert_eq!(block_on(asked.collect::<Vec<_>>()), [1, 2, 3]);
}

#[test]
fn traits_and_functions_have_twins() {
    let positions = block_on(Fast.positions("a.wav").collect::<Vec<_>>());
    assert_eq!(positions.len(), 5);
    let second = Duration::from_secs(1);
    assert_eq!(block_on(twins::timer::after(second)), Ok(second));
}

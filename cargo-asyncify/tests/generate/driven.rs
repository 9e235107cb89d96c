// Drives the module `twins`, whichever way it was written.

use futures::StreamExt;
use futures::executor::block_on;
use twins::{AlikeMicrophoneAsync, ListeningAsync, MicrophoneAsync, Playing};

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

#[test]
fn what_is_re_exported_has_the_name_that_it_has_there() {
    let volumes = twins::functions::watch_volume();
    assert_eq!(block_on(volumes.collect::<Vec<_>>()), [7]);
}

#[test]
fn what_a_trait_hides_may_be_generic() {
    let measured = twins::functions::measure::<u8>();
    assert_eq!(block_on(measured.collect::<Vec<_>>()), [Ok(0)]);
}

#[test]
fn names_that_mean_two_things_are_told_apart() {
    let named = block_on(alike::Microphone.name_async());
    assert_eq!(named, Ok((alike::String(b'm'), String::from("microphone"))));
    assert_eq!(block_on(alike::Microphone.test_async()), Ok(alike::Result(1)));
}

#[test]
fn keywords_are_names() {
    let rounds = twins::r#loop::r#for();
    assert_eq!(block_on(rounds.collect::<Vec<_>>()), [1]);
}

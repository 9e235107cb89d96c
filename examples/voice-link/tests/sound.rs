//! What a client sends, and what it does with what it is sent.

mod peer;

use peer::{Client, Peer, Recording, Said};

fn range(frames: u64) -> Vec<u64> {
    (0..frames).collect()
}

#[tokio::test]
async fn every_sample_arrives_in_order() {
    // The last frame is a part of one.
    let recording = Recording::new("every-sample.wav", 44_100, 2, 44_100 + 100);
    let peer = Peer::new();
    let client = Client::start(&peer.url(), &["--wav", recording.path(), "--name", "one"]);
    let (mut talk, hello) = peer.accept().await;
    let said = (hello.rate, hello.channels, hello.frame, hello.name.as_str());
    assert_eq!(said, (44_100, 2, 882, "one"));

    let (frames, others) = talk.all().await;
    assert_eq!(recording.frames(), 51);
    assert_eq!(recording.check(&frames), range(51));
    assert!(frames.iter().all(|frame| frame.lost == 0));
    assert_eq!(others, []);
    let (printed, figures) = client.figures().await;
    assert_eq!(printed, [""; 0]);
    for (figure, value) in [("captured", 51), ("sent", 51), ("lost", 0), ("withheld", 0)] {
        assert_eq!(figures[figure], value, "{figures}");
    }
    assert_eq!(figures["out_us"]["count"], 51);
    assert_eq!(figures["seconds"], 1.02);
}

#[tokio::test]
async fn messages_and_sound_do_not_wait_for_each_other() {
    let recording = Recording::new("both-ways.wav", 16_000, 1, 16_000);
    let peer = Peer::new();
    let client = Client::start(&peer.url(), &["--wav", recording.path(), "--load", "100"]);
    let (mut talk, _) = peer.accept().await;
    // All at once, while the sound goes on.
    for id in 1..=200 {
        talk.message(id, &format!("text {id}")).await;
    }
    let (frames, replies) = talk.all().await;
    assert_eq!(recording.check(&frames), range(50));
    let ids: Vec<_> = replies.iter().map(|reply| reply.id).collect();
    assert_eq!(ids, (1..=200).collect::<Vec<_>>());
    assert!(replies.iter().all(|said| said.r#type == "reply"));
    assert!(replies.is_sorted_by_key(|reply| reply.at));

    let (printed, figures) = client.figures().await;
    let expected: Vec<_> = (1..=200)
        .map(|id| format!("message {id}: text {id}"))
        .collect();
    assert_eq!(printed, expected);
    assert_eq!(
        (&figures["messages"], &figures["load"]),
        (&200.into(), &100.into())
    );
}

#[tokio::test]
async fn a_length_ends_it_to_the_frame() {
    let recording = Recording::new("length.wav", 8_000, 1, 80_000);
    let peer = Peer::new();
    let arguments = ["--wav", recording.path(), "--seconds", "0.5"];
    let client = Client::start(&peer.url(), &arguments);
    let (mut talk, _) = peer.accept().await;
    assert_eq!(recording.check(&talk.all().await.0), range(25));
    assert_eq!(client.figures().await.1["captured"], 25);
}

#[cfg(unix)]
#[tokio::test]
async fn ctrl_c_ends_it_with_figures_and_all_that_was_captured() {
    let recording = Recording::new("ctrl-c.wav", 8_000, 1, 8_000 * 60);
    let peer = Peer::new();
    let client = Client::start(&peer.url(), &["--wav", recording.path()]);
    let (mut talk, _) = peer.accept().await;
    let mut frames = talk.frames(10).await;
    client.interrupt();
    frames.extend(talk.all().await.0);
    let seqs = recording.check(&frames);
    assert_eq!(seqs, range(seqs.len() as u64));
    let (_, figures) = client.figures().await;
    assert_eq!(
        (&figures["sent"], &figures["lost"]),
        (&seqs.len().into(), &0.into())
    );
}

/// The demo's recording, a tune that passes for speech, between stretches of silence.
fn speech() -> (Recording, std::ops::Range<u64>) {
    let demo = concat!(env!("CARGO_MANIFEST_DIR"), "/../demo/recording.wav");
    let mut wav = hound::WavReader::open(demo).unwrap();
    let rate = wav.spec().sample_rate;
    let spoken: Vec<i16> = wav.samples().map(Result::unwrap).collect();
    let silence = vec![0; rate as usize * 3 / 2];
    let frame = rate as usize / 50;
    let spoken_frames = silence.len() / frame..(silence.len() + spoken.len()).div_ceil(frame);
    let samples = [&silence[..], &spoken, &silence].concat();
    let range = spoken_frames.start as u64..spoken_frames.end as u64;
    (Recording::of("speech.wav", rate, 1, samples), range)
}

#[tokio::test]
async fn only_what_is_spoken_is_sent() {
    let (recording, spoken) = speech();
    let peer = Peer::new();
    let arguments = ["--wav", recording.path(), "--gate", "voice"];
    let client = Client::start(&peer.url(), &arguments);
    let (mut talk, _) = peer.accept().await;
    let (frames, marks) = talk.all().await;

    let seqs = recording.check(&frames);
    let (first, last) = (seqs[0], seqs[seqs.len() - 1]);
    assert_eq!(seqs, (first..=last).collect::<Vec<_>>(), "in one piece");
    // With a bit before and after, which is not all of the silence.
    assert!(
        (spoken.start - 15..=spoken.start).contains(&first),
        "{first}, {spoken:?}"
    );
    assert!(
        (spoken.end - 10..spoken.end + 40).contains(&last),
        "{last}, {spoken:?}"
    );
    let mark = |seq, on| Said {
        r#type: "speech".to_owned(),
        seq,
        on,
        ..Said::default()
    };
    assert_eq!(marks, [mark(first, true), mark(last + 1, false)]);

    let (_, figures) = client.figures().await;
    let sent = seqs.len() as u64;
    let counts = ["captured", "sent", "withheld", "lost"].map(|count| figures[count].as_u64());
    let all = recording.frames();
    assert_eq!(counts, [all, sent, all - sent, 0].map(Some));
}

#[tokio::test]
async fn noise_does_not_keep_the_gate_open() {
    let mut loud = Recording::new("noise.wav", 48_000, 1, 48_000 * 3);
    loud.samples.iter_mut().for_each(|sample| *sample /= 8);
    let noise = Recording::of("noise.wav", 48_000, 1, loud.samples);
    let peer = Peer::new();
    let arguments = ["--wav", noise.path(), "--gate", "voice"];
    let client = Client::start(&peer.url(), &arguments);
    let (mut talk, _) = peer.accept().await;
    // Where it sets in, it may pass for speech.
    let (frames, _) = talk.all().await;
    let last = noise.check(&frames).last().copied();
    assert!(last.is_none_or(|last| last < 75), "{last:?}");
    let (_, figures) = client.figures().await;
    let counts = ["captured", "withheld", "sent", "lost"].map(|count| figures[count].as_u64());
    let sent = frames.len() as u64;
    assert_eq!(counts, [150, 150 - sent, sent, 0].map(Some));
}

//! The voice link on a virtual microphone: `cargo xtask test --audio`.
#![cfg(target_os = "linux")]

mod peer;
mod plug;
#[path = "../../../bindings/cpal/tests/virtual_mic/mod.rs"]
mod virtual_mic;

use peer::{Client, Peer, Said, Talk, voice_link};
use plug::Plug;
use virtual_mic::{frequency, is_there};

fn samples(frames: &[Said]) -> Vec<f32> {
    let bytes = frames.iter().flat_map(|frame| frame.pcm.chunks_exact(2));
    bytes
        .map(|pair| i16::from_le_bytes([pair[0], pair[1]]).into())
        .collect()
}

#[tokio::test]
async fn the_microphone_is_heard_without_a_loss() {
    if !is_there() {
        return;
    }
    let peer = Peer::new();
    let client = Client::start(
        &peer.url(),
        &["--device", "tone", "--seconds", "3", "--load", "200"],
    );
    let (mut talk, hello) = peer.accept().await;
    let (frames, _) = talk.all().await;
    assert_eq!((hello.channels, hello.frame), (1, hello.rate / 50));
    let seqs: Vec<_> = frames.iter().map(|frame| frame.seq).collect();
    assert_eq!(seqs, (0..150).collect::<Vec<_>>());
    let hertz = frequency(&samples(&frames), hello.rate);
    assert!((hertz - 440.0).abs() <= 1.0, "{hertz} Hz");
    let (_, figures) = client.figures().await;
    assert_eq!(
        (&figures["sent"], &figures["lost"]),
        (&150.into(), &0.into())
    );
    assert_eq!(figures["out_us"]["count"], 150);
}

/// The next frame for which this holds.
async fn frame_where(talk: &mut Talk, holds: impl Fn(&Said) -> bool) -> Said {
    loop {
        let frame = talk.frames(1).await.remove(0);
        if holds(&frame) {
            return frame;
        }
    }
}

#[tokio::test]
async fn a_microphone_that_is_unplugged_is_heard_again_when_it_is_back() {
    if !is_there() {
        return;
    }
    let plug = Plug::start("unplugged");
    plug.plug_in();
    let peer = Peer::new();
    let mut command = voice_link(&[
        "connect",
        &peer.url(),
        "--stats",
        "json",
        "--device",
        "plug",
    ]);
    let mut client = Client::spawn(command.envs(plug.environment()));
    let (mut talk, _) = peer.accept().await;
    let last = talk.frames(25).await.remove(24);

    plug.unplug();
    client.noted("microphone gone").await;
    // The link is not: messages are answered while there is nothing to hear.
    talk.message(1, "still there?").await;
    loop {
        let said = talk.hear().await.expect("the link goes on");
        if said.r#type == "reply" {
            break;
        }
    }
    plug.plug_in();
    client.noted("microphone back").await;
    // What was missed is counted, so the frames have their places in time.
    let back = frame_where(&mut talk, |frame| frame.lost > 0).await;
    assert!(
        back.seq > last.seq + back.lost,
        "{} {} {}",
        last.seq,
        back.seq,
        back.lost
    );
    let next = talk.frames(10).await;
    assert!(
        next.iter()
            .zip(back.seq + 1..)
            .all(|(frame, seq)| frame.seq == seq)
    );

    client.interrupt();
    talk.all().await;
    let (printed, figures) = client.figures().await;
    assert_eq!(printed, ["message 1: still there?"]);
    let count = |name: &str| figures[name].as_u64().unwrap();
    assert_eq!(count("lost"), back.lost);
    assert_eq!(count("sent") + count("lost"), count("captured"));
    assert_eq!(count("reconnects"), 0);
}

#[tokio::test]
async fn a_sound_server_that_hangs_is_heard_again_when_it_goes_on() {
    if !is_there() {
        return;
    }
    let server = Plug::start("hanging");
    server.plug_in();
    let peer = Peer::new();
    let arguments = ["--stats", "json", "--device", "plug"];
    let mut command = voice_link(&[&["connect", &peer.url()], &arguments[..]].concat());
    let mut client = Client::spawn(command.envs(server.environment()));
    let (mut talk, _) = peer.accept().await;
    talk.frames(25).await;

    server.hang();
    let gone = client.noted("microphone gone").await;
    assert!(gone.ends_with("it brought nothing for 2s"), "{gone}");
    server.go_on();
    client.noted("microphone back").await;
    frame_where(&mut talk, |frame| frame.lost > 0).await;

    // Nobody waits for it at the end.
    server.hang();
    client.noted("microphone gone").await;
    client.interrupt();
    talk.all().await;
    let (_, figures) = client.figures().await;
    server.go_on();
    let count = |name: &str| figures[name].as_u64().unwrap();
    assert_eq!(count("sent") + count("lost"), count("captured"));
    assert_eq!(count("reconnects"), 0);
}

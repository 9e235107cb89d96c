//! What goes wrong, on the network and on the command line.

mod peer;

use std::path::Path;
use std::time::Duration;

use hound::{SampleFormat, WavSpec, WavWriter};
use peer::{Client, Peer, Recording, Said, failed, soon, voice_link};
use tokio_tungstenite::tungstenite::Message;

/// Of a recording over a gap: so many that a machine under load has closed the gap before they end.
const FRAMES: u64 = 250;

/// A connection that the server closes, as it should be done: all that was sent before is heard.
async fn close(mut talk: peer::Talk) -> (Vec<Said>, Vec<Said>) {
    talk.send(Message::Close(None)).await;
    talk.all().await
}

/// Streams over a gap between two connections. Returns the frames of both, and the figures.
async fn over_a_gap(name: &str, gap: &str) -> (Vec<u64>, Vec<u64>, serde_json::Value) {
    let recording = Recording::new(name, 8_000, 1, 160 * FRAMES as usize);
    let peer = Peer::new();
    let (url, address) = (peer.url(), peer.address());
    let mut client = Client::start(&url, &["--wav", recording.path(), "--gap", gap]);
    let (mut talk, first_hello) = peer.accept().await;
    let mut before = talk.frames(20).await;
    drop(peer);
    before.extend(close(talk).await.0);
    client.noted("connection lost").await;
    // Long enough for sound to come while nobody is there.
    tokio::time::sleep(Duration::from_millis(300)).await;
    let peer = Peer::at(&address);
    let (mut talk, second_hello) = peer.accept().await;
    assert_eq!(first_hello, second_hello);
    let (after, _) = talk.all().await;
    let (_, figures) = client.figures().await;
    assert_eq!(figures["reconnects"], 1);
    assert_eq!(
        after.last().unwrap().lost,
        figures["lost"].as_u64().unwrap()
    );
    (recording.check(&before), recording.check(&after), figures)
}

#[tokio::test]
async fn a_server_that_comes_back_hears_what_comes_then() {
    let (before, after, figures) = over_a_gap("gap-dropped.wav", "drop").await;
    let (last, first) = (*before.last().unwrap(), after[0]);
    assert_eq!(before, (0..=last).collect::<Vec<_>>());
    assert_eq!(after, (first..FRAMES).collect::<Vec<_>>());
    // A frame that was written just when the connection was closed is sent, but never heard.
    let missing = first - last - 1;
    let lost = figures["lost"].as_u64().unwrap();
    assert!(
        lost > 0 && (lost..=lost + 1).contains(&missing),
        "{missing}: {figures}"
    );
    assert_eq!(figures["captured"], FRAMES);
    assert_eq!(figures["sent"].as_u64().unwrap() + lost, FRAMES);
}

#[tokio::test]
async fn a_server_that_comes_back_hears_what_was_kept() {
    let (before, after, figures) = over_a_gap("gap-kept.wav", "keep=5").await;
    let (last, first) = (*before.last().unwrap(), after[0]);
    assert_eq!(before, (0..=last).collect::<Vec<_>>());
    assert_eq!(after, (first..FRAMES).collect::<Vec<_>>());
    assert!(first - last - 1 <= 1, "{last} and {first}");
    assert!(figures["lost"].as_u64().unwrap() <= 1, "{figures}");
}

#[tokio::test]
async fn what_is_kept_is_bounded() {
    let (_, after, figures) = over_a_gap("gap-bounded.wav", "keep=0.1").await;
    let lost = figures["lost"].as_u64().unwrap();
    assert!(lost > 0, "{figures}");
    assert_eq!(after, (after[0]..FRAMES).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_server_that_is_not_there_yet_is_waited_for() {
    let recording = Recording::new("not-yet.wav", 8_000, 1, 8_000);
    let peer = Peer::new();
    let (url, address) = (peer.url(), peer.address());
    drop(peer);
    let mut client = Client::start(&url, &["--wav", recording.path()]);
    client.noted("trying again").await;
    let peer = Peer::at(&address);
    let (mut talk, _) = peer.accept().await;
    let (frames, _) = talk.all().await;
    // It hears the beginning, too.
    assert_eq!(recording.check(&frames), (0..50).collect::<Vec<_>>());
    let (_, figures) = client.figures().await;
    assert_eq!(
        (&figures["lost"], &figures["reconnects"]),
        (&0.into(), &0.into())
    );
}

#[tokio::test]
async fn a_slow_server_costs_the_oldest_sound_and_no_more_memory() {
    let recording = Recording::new("slow.wav", 48_000, 2, 48_000 * 5);
    let peer = Peer::new();
    let mut client = Client::start(&peer.url(), &["--wav", recording.path()]);
    let (mut talk, _) = peer.accept().await;
    // Nothing is read until the client has noticed, and then some.
    client.noted("too slow").await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let (frames, _) = talk.all().await;
    let seqs = recording.check(&frames);
    assert!(seqs.is_sorted_by(|one, next| one < next), "{seqs:?}");
    let holes = seqs.windows(2).filter(|pair| pair[0] + 1 < pair[1]);
    assert_eq!(holes.count(), 1, "{seqs:?}");
    assert_eq!((seqs[0], *seqs.last().unwrap()), (0, 249));
    let (_, figures) = client.figures().await;
    let lost = 250 - seqs.len();
    assert!(lost > 0);
    assert_eq!(
        (&figures["lost"], &figures["sent"]),
        (&lost.into(), &seqs.len().into())
    );
    assert_eq!(frames.last().unwrap().lost, lost as u64);
}

#[tokio::test]
async fn a_server_that_takes_nothing_does_not_hold_up_the_end() {
    let recording = Recording::new("stuck.wav", 48_000, 2, 48_000 * 3);
    let peer = Peer::new();
    let mut client = Client::start(&peer.url(), &["--wav", recording.path()]);
    let (_talk, _) = peer.accept().await;
    client.noted("did not take all").await;
    let (_, figures) = client.figures().await;
    let count = |name: &str| figures[name].as_u64().unwrap();
    assert!(count("lost") > 0, "{figures}");
    assert_eq!(count("sent") + count("lost"), 150, "{figures}");
}

#[tokio::test]
async fn a_server_that_takes_nothing_for_long_is_given_up() {
    let recording = Recording::new("given-up.wav", 48_000, 2, 48_000 * 15);
    let peer = Peer::new();
    let mut client = Client::start(&peer.url(), &["--wav", recording.path()]);
    let (_silent, _) = peer.accept().await;
    client.noted("takes nothing any more").await;
    let (mut talk, _) = peer.accept().await;
    let (frames, _) = talk.all().await;
    let seqs = recording.check(&frames);
    assert_eq!(seqs, (seqs[0]..750).collect::<Vec<_>>());
    let (_, figures) = client.figures().await;
    let count = |name: &str| figures[name].as_u64().unwrap();
    assert!(count("lost") > 0, "{figures}");
    assert_eq!(count("sent") + count("lost"), 750, "{figures}");
    assert_eq!(count("reconnects"), 1);
}

#[tokio::test]
async fn malformed_messages_are_a_line_each() {
    let recording = Recording::new("malformed.wav", 8_000, 1, 8_000);
    let peer = Peer::new();
    let client = Client::start(&peer.url(), &["--wav", recording.path()]);
    let (mut talk, _) = peer.accept().await;
    talk.send(Message::text("hello?")).await;
    talk.message(1, "first").await;
    talk.send(Message::binary(&b"\xc1\xff"[..])).await;
    talk.send(Message::binary(&b"\x81\xa4type\xa7message"[..]))
        .await;
    // Not malformed: of a kind that is not known, and a ping.
    talk.send(Message::binary(&b"\x81\xa4type\xa4wink"[..]))
        .await;
    talk.send(Message::Ping(Default::default())).await;
    talk.message(2, "second").await;
    let mut frames = Vec::new();
    while let Some(message) = soon(futures::StreamExt::next(&mut talk.socket)).await {
        if let Message::Binary(map) = message.unwrap() {
            frames.push(rmp_serde::from_slice::<Said>(&map).unwrap());
        }
    }
    frames.retain(|said| said.r#type == "frame");
    assert_eq!(recording.check(&frames), (0..50).collect::<Vec<_>>());

    let (code, mut printed, noted) = client.end().await;
    assert_eq!(code, Some(0));
    let figures: serde_json::Value = serde_json::from_str(&printed.pop().unwrap()).unwrap();
    assert_eq!(printed, ["message 1: first", "message 2: second"]);
    let malformed = noted
        .iter()
        .filter(|line| line.starts_with("malformed message"));
    assert_eq!(malformed.count(), 3, "{noted:#?}");
    assert_eq!(
        (&figures["malformed"], &figures["messages"]),
        (&3.into(), &2.into())
    );
}

#[tokio::test]
async fn a_bad_address_is_code_2_before_anything_is_opened() {
    for url in ["", "localhost:8765", "http://localhost/link", "ws://"] {
        let output = soon(voice_link(&["connect", url, "--wav", "none.wav"]).output()).await;
        assert!(
            failed(&output.unwrap(), 2).contains("ws://localhost:8765/link"),
            "{url}"
        );
    }
}

/// Runs a client that fails.
async fn fails(url: &str, arguments: &[&str], code: i32, words: &str) {
    let output = soon(voice_link(&["connect", url]).args(arguments).output()).await;
    let output = output.unwrap();
    let text = failed(&output, code);
    let last = text.lines().last().unwrap_or_default();
    assert!(
        last.starts_with("error: ") && last.contains(words),
        "{text}"
    );
    assert!(output.stdout.is_empty());
}

#[tokio::test]
async fn what_cannot_be_mended_by_waiting_is_an_error() {
    let recording = Recording::new("errors.wav", 8_000, 1, 8_000);
    let wav = &["--wav", recording.path()];
    let server = peer::Server::start().await;
    fails(&server.url("lnk"), wav, 7, "404").await;
    fails(
        "ws://no-such-host.invalid/link",
        wav,
        7,
        "no-such-host.invalid",
    )
    .await;
    // A page is there, but it is no WebSocket.
    fails(&server.url(""), wav, 7, "HTTP error: 200").await;

    let url = &server.url("link");
    fails(url, &["--wav", "none.wav"], 4, "none.wav").await;
    let text = concat!(env!("CARGO_MANIFEST_DIR"), "/PROTOCOL.md");
    fails(url, &["--wav", text], 4, "PROTOCOL.md").await;
}

#[tokio::test]
async fn sound_of_another_format_is_code_5() {
    let peer = Peer::new();
    for (name, bits_per_sample, sample_format, sample_rate, words) in [
        (
            "24.wav",
            24,
            SampleFormat::Int,
            8_000,
            "do not have 16 bits",
        ),
        (
            "float.wav",
            32,
            SampleFormat::Float,
            8_000,
            "do not have 16 bits",
        ),
        ("slow.wav", 16, SampleFormat::Int, 49, "49 Hz is no sound"),
    ] {
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("format-{name}"));
        let spec = WavSpec {
            channels: 1,
            sample_rate,
            bits_per_sample,
            sample_format,
        };
        WavWriter::create(&file, spec).unwrap().finalize().unwrap();
        let file = file.to_str().unwrap();
        fails(&peer.url(), &["--wav", file], 5, words).await;
    }
}

#[tokio::test]
async fn without_any_connection_until_the_end_it_has_failed() {
    let recording = Recording::new("never.wav", 8_000, 1, 800);
    let peer = Peer::new();
    let url = peer.url();
    drop(peer);
    fails(&url, &["--wav", recording.path()], 7, "none to").await;
}

/// Runs a client on a machine with a sound configuration of its own, which ends with a line.
#[cfg(target_os = "linux")]
async fn fails_on(configuration: &str, arguments: &[&str], code: i32, words: &str) {
    let machines = concat!(env!("CARGO_MANIFEST_DIR"), "/../demo/tests/machine");
    let mut command = voice_link(&["connect", "ws://127.0.0.1:1/link"]);
    let configuration = Path::new(machines).join(configuration);
    command
        .args(arguments)
        .env("ALSA_CONFIG_PATH", configuration);
    let text = failed(&soon(command.output()).await.unwrap(), code);
    assert!(text.contains(words) && text.lines().count() == 1, "{text}");
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn devices_that_are_not_there_are_codes_3_and_6() {
    let unknown = "unknown device: `no such thing`";
    fails_on("soundless.conf", &["--device", "no such thing"], 3, unknown).await;
    fails_on("soundless.conf", &[], 6, "no sound: ").await;
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_device_of_another_format_is_code_5() {
    let device = &["--device", "The telephone"];
    fails_on("telephone.conf", device, 5, "unsupported format: ").await;
}

//! Each end of the link with one that is written in Python, on `websockets` and `msgpack`.

mod live;
mod peer;

use serde_json::{Value, json};
use tokio::process::Command;

use live::{Browser, Told};
use peer::{Client, Recording, Server, given, program};

const TEXTS: [&str; 3] = ["What do you hear?", "Grüße, 音 ✓", r#"{"type": "ack"}"#];

fn python(script: &str) -> Option<Command> {
    let mut command = program(&given("ASYNCIFY_PYTHON")?);
    command.arg(format!("{}/python/{script}", env!("CARGO_MANIFEST_DIR")));
    Some(command)
}

/// Two channels, and a last frame that is not full.
fn recording(name: &str) -> Recording {
    Recording::new(name, 48_000, 2, 2 * 48_000 + 100)
}

/// What a client is known to have done at its end: all sound is sent, and all messages are handled.
async fn has_done_all(client: Client, recording: &Recording, first_id: usize) {
    let (printed, figures) = client.figures().await;
    let messages = TEXTS.iter().zip(first_id..);
    let expected: Vec<_> = messages
        .map(|(text, id)| format!("message {id}: {text}"))
        .collect();
    assert_eq!(printed, expected);
    for (figure, value) in [
        ("sent", recording.frames()),
        ("lost", 0),
        ("messages", 3),
        ("malformed", 0),
        ("reconnects", 0),
    ] {
        assert_eq!(figures[figure], value, "{figures}");
    }
    assert_eq!(figures["out_us"]["count"], recording.frames(), "{figures}");
    assert_eq!(figures["in_us"]["count"], 3, "{figures}");
}

/// What the server in Python tells next, of mistakes as well.
async fn told(server: &mut Server) -> Value {
    let line = server.line().await;
    serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"))
}

#[tokio::test]
async fn a_server_in_python_gets_every_sample_and_its_messages_are_handled() {
    let Some(mut command) = python("server.py") else {
        return;
    };
    let recording = recording("to-python.wav");
    let heard = recording.file.with_extension("pcm");
    command
        .args(["--listen", "127.0.0.1:0", "--pcm"])
        .arg(&heard);
    let (mut server, _) = Server::spawn(command).await;
    let arguments = ["--wav", recording.path(), "--name", "ours"];
    let client = Client::start(&server.url("link"), &arguments);
    let hello = json!({
        "type": "hello", "version": 1, "rate": 48_000, "channels": 2, "frame": 960, "name": "ours"
    });
    assert_eq!(told(&mut server).await, hello);

    server.type_in(&(TEXTS.join("\n") + "\n")).await;
    for id in 0..TEXTS.len() {
        let reply = told(&mut server).await;
        assert_eq!(
            [&reply["type"], &reply["id"]],
            [&json!("reply"), &json!(id)]
        );
    }
    let end = json!({"type": "end", "frames": recording.frames(), "gaps": 0, "lost": 0});
    assert_eq!(told(&mut server).await, end);
    has_done_all(client, &recording, 0).await;
    let sound: Vec<_> = (0..recording.frames())
        .map(|seq| recording.pcm(seq))
        .collect();
    assert!(
        std::fs::read(heard).unwrap() == sound.concat(),
        "other samples"
    );
}

#[tokio::test]
async fn a_client_in_python_is_heard_to_the_last_sample_and_handles_messages() {
    let Some(mut command) = python("client.py") else {
        return;
    };
    let recording = recording("from-python.wav");
    let mut server = Server::start().await;
    let mut browser = Browser::open(&server).await;
    command
        .arg(server.url("link"))
        .args(["--stats", "json", "--wav", recording.path()]);
    let client = Client::spawn(&mut command);
    let link = json!({"type": "link", "link": 1, "name": "python", "rate": 48_000, "channels": 2});
    assert_eq!(browser.next().await, Told::Event(link));

    server.type_in(&(TEXTS.join("\n") + "\n")).await;
    let (mut seqs, mut replies) = (Vec::new(), Vec::new());
    loop {
        match browser.next().await {
            Told::Sound { link, seq, pcm } => {
                assert_eq!((link, pcm), (1, recording.pcm(seq)), "frame {seq}");
                seqs.push(seq);
            }
            Told::Event(event) => match event["type"].as_str().unwrap() {
                "reply" => replies.push(event["id"].as_u64().unwrap()),
                "message" => assert_eq!(event["links"], 1),
                "gone" => break,
                _ => panic!("{event}"),
            },
        }
    }
    assert_eq!(seqs, (0..recording.frames()).collect::<Vec<_>>());
    assert_eq!(replies, [1, 2, 3]);
    has_done_all(client, &recording, 1).await;
}

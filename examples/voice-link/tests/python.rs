//! Each end of the link with one that is written in Python, on `websockets` and `msgpack`.

mod end;

use std::net::TcpStream;
use std::process::Command;

use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::stream::MaybeTlsStream;
use tokio_tungstenite::tungstenite::{Message, WebSocket};

use end::{End, PATIENCE, given, recording, scratch, voice_link};

/// Frames in the recording: 2.5 s of 20 ms each.
const FRAMES: u64 = 125;

const TEXTS: [&str; 3] = ["What do you hear?", "Grüße, 音 ✓", "{\"type\": \"ack\"}"];

fn python(script: &str) -> Option<Command> {
    let mut program = Command::new(given("ASYNCIFY_PYTHON")?);
    program.arg(format!("{}/python/{script}", env!("CARGO_MANIFEST_DIR")));
    Some(program)
}

fn parsed(line: &str) -> Value {
    serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))
}

/// What a client prints: the messages in order, and the figures at its end.
fn client_has_got_all(lines: &[String], sent: u64) {
    let (last, messages) = lines.split_last().expect("there are figures at the end");
    assert_eq!(messages.len(), TEXTS.len(), "{messages:?}");
    for (message, text) in messages.iter().zip(TEXTS) {
        assert!(message.ends_with(text), "{message}");
    }
    let figures = parsed(last);
    let counts = ["sent", "lost", "messages", "malformed", "reconnects"].map(|name| &figures[name]);
    assert_eq!(counts, [sent, 0, TEXTS.len() as u64, 0, 0], "{figures}");
    assert_eq!(figures["out_us"]["count"], sent, "{figures}");
    assert_eq!(figures["in_us"]["count"], TEXTS.len(), "{figures}");
}

fn bytes(samples: &[i16]) -> Vec<u8> {
    samples.iter().flat_map(|s| s.to_le_bytes()).collect()
}

#[test]
fn a_server_in_python_gets_all_of_our_sound_and_its_messages_are_handled() {
    let Some(mut server) = python("server.py") else {
        return;
    };
    let heard = scratch("heard-by-python.pcm");
    let server = server
        .args(["--listen", "127.0.0.1:0", "--pcm"])
        .arg(&heard);
    let mut server = End::start(server);
    let url = server.after("listening on ");
    let (file, samples) = recording();
    let mut client = voice_link("connect");
    let client = client
        .arg(url)
        .args(["--stats", "json", "--name", "ours", "--wav"]);
    let client = End::start(client.arg(file));

    let hello = parsed(&server.line());
    let expected = json!({
        "type": "hello", "version": 1, "rate": 16_000, "channels": 1, "frame": 320, "name": "ours"
    });
    assert_eq!(hello, expected);
    for text in TEXTS {
        server.type_line(text);
    }
    for id in 0..TEXTS.len() {
        let reply = parsed(&server.line());
        assert_eq!(
            (&reply["type"], &reply["id"]),
            (&json!("reply"), &json!(id))
        );
    }
    let end = json!({ "type": "end", "frames": FRAMES, "gaps": 0, "lost": 0 });
    assert_eq!(parsed(&server.line()), end);
    client_has_got_all(&client.rest(), FRAMES);
    server.end_input();
    assert_eq!(server.rest(), [""; 0]);
    assert!(
        std::fs::read(heard).unwrap() == bytes(&samples),
        "other samples"
    );
}

/// What a browser would get.
fn watch(url: &str) -> WebSocket<MaybeTlsStream<TcpStream>> {
    let (socket, _) = tokio_tungstenite::tungstenite::connect(url).unwrap();
    let MaybeTlsStream::Plain(stream) = socket.get_ref() else {
        unreachable!("it was connected without")
    };
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    socket
}

#[test]
fn a_client_in_python_is_heard_by_our_server_and_gets_its_messages() {
    let Some(mut client) = python("client.py") else {
        return;
    };
    let mut server = End::start(voice_link("serve").args(["--listen", "127.0.0.1:0"]));
    let listening = server.after("listening on ");
    let url = listening.split(' ').next().unwrap();
    let mut live = watch(&url.replace("/link", "/live"));
    let (file, samples) = recording();
    let client = client.arg(url).args(["--stats", "json", "--wav"]).arg(file);
    let client = End::start(client);

    let (mut heard, mut seqs, mut replies) = (Vec::new(), Vec::new(), Vec::new());
    loop {
        match live.read().expect("the server goes on") {
            Message::Binary(frame) => {
                seqs.push(u64::from_le_bytes(frame[4..12].try_into().unwrap()));
                heard.extend_from_slice(&frame[12..]);
            }
            Message::Text(text) => {
                let event = parsed(&text);
                match event["type"].as_str() {
                    Some("link") => {
                        let form = [&event["name"], &event["rate"], &event["channels"]];
                        assert_eq!(form, [&json!("python"), &json!(16_000), &json!(1)]);
                        for text in TEXTS {
                            server.type_line(text);
                        }
                    }
                    Some("reply") => replies.push(event["id"].as_u64().unwrap()),
                    Some("gone") => break,
                    Some("lost" | "missed") => panic!("{event}"),
                    _ => {}
                }
            }
            _ => {}
        }
    }
    assert!(seqs.iter().copied().eq(0..FRAMES), "{seqs:?}");
    assert!(heard == bytes(&samples), "other samples");
    assert!(
        replies.is_sorted() && replies.len() == TEXTS.len(),
        "{replies:?}"
    );
    client_has_got_all(&client.rest(), FRAMES);
}

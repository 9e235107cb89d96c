//! `voice-link serve`, with clients and browsers.

mod live;
mod peer;

use futures::SinkExt;
use live::{Browser, Told};
use peer::{Client, Recording, Server, soon};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};

#[tokio::test]
async fn browsers_get_every_sample_and_every_message() {
    let recording = Recording::new("browsers.wav", 16_000, 1, 16_000);
    let mut server = Server::start().await;
    let mut browser = Browser::open(&server).await;
    let arguments = ["--wav", recording.path(), "--name", "the \"one\""];
    let client = Client::start(&server.url("link"), &arguments);
    let link =
        json!({"type": "link", "link": 1, "name": "the \"one\"", "rate": 16_000, "channels": 1});
    assert_eq!(browser.next().await, Told::Event(link.clone()));

    // One message from the terminal, one from a browser.
    server.type_in("\n  from the terminal \n").await;
    browser.send("no JSON").await;
    browser.send(r#"{"type": "wink"}"#).await;
    let (mut seqs, mut events) = (Vec::new(), Vec::new());
    loop {
        match browser.next().await {
            Told::Sound { link, seq, pcm } => {
                assert_eq!((link, pcm), (1, recording.pcm(seq)), "frame {seq}");
                seqs.push(seq);
            }
            Told::Event(mut event) => {
                let kind = event["type"].clone();
                if kind == "reply" {
                    assert!(event["at"].take().as_u64().unwrap() <= 50);
                }
                if kind == "message" && event["id"] == 1 {
                    browser
                        .send(r#"{"type": "message", "text": "from the page"}"#)
                        .await;
                    // Who comes later is told who is there, too.
                    let mut second = Browser::open(&server).await;
                    assert_eq!(second.next().await, Told::Event(link.clone()));
                }
                events.push(event);
                if kind == "gone" {
                    break;
                }
            }
        }
    }
    assert_eq!(seqs, (0..50).collect::<Vec<_>>());
    let message = |id, text: &str| json!({"type": "message", "id": id, "text": text, "links": 1});
    let reply = |id| json!({"type": "reply", "link": 1, "id": id, "at": null});
    let gone = json!({"type": "gone", "link": 1});
    let mut expected = vec![message(1, "from the terminal"), message(2, "from the page")];
    // The second message may have come before the first was handled.
    let first_reply = events.iter().position(|event| *event == reply(1)).unwrap();
    expected.insert(first_reply.min(2), reply(1));
    expected.extend([reply(2), gone]);
    assert_eq!(events, expected);

    let (printed, figures) = client.figures().await;
    assert_eq!(
        printed,
        ["message 1: from the terminal", "message 2: from the page"]
    );
    assert_eq!(
        (&figures["sent"], &figures["in_us"]["count"]),
        (&50.into(), &2.into())
    );
    let left = server.says("has left").await;
    assert_eq!(left, "link 1 (the \"one\") has left: 50 frames, 0 lost");
}

#[tokio::test]
async fn messages_reach_all_links() {
    let recording = Recording::new("all-links.wav", 8_000, 1, 8_000);
    let mut server = Server::start().await;
    let url = server.url("link");
    let clients = ["one", "two"]
        .map(|name| Client::start(&url, &["--wav", recording.path(), "--name", name]));
    for _ in &clients {
        server.says("has come").await;
    }
    server.type_in("to both\n").await;
    server.says("message 1 to 2 links: to both").await;
    for client in clients {
        assert_eq!(client.figures().await.0, ["message 1: to both"]);
    }
}

#[tokio::test]
async fn clients_that_talk_nonsense_do_no_harm() {
    let mut server = Server::start().await;
    let (mut rude, _) = soon(tokio_tungstenite::connect_async(server.url("link")))
        .await
        .unwrap();
    for message in [
        Message::text("hello"),
        Message::binary(&b"\x81\xa4type\xa5frame"[..]),
        Message::binary(&b"\xc1"[..]),
        // A hello at last, and a frame with too few samples.
        Message::binary(
            &b"\x86\xa4type\xa5hello\xa7version\x01\xa4rate\xcd\x1f\x40\xa8channels\x01\xa5frame\xcc\xa0\xa4name\xa4rude"[..],
        ),
        Message::text("again"),
        Message::binary(&b"\x84\xa4type\xa5frame\xa3seq\x00\xa4lost\x00\xa3pcm\xc4\x01\x00"[..]),
    ] {
        soon(rude.send(message)).await.unwrap();
    }
    drop(rude);
    server.says("link 1 (rude) has come").await;
    server
        .says("link 1 (rude) has left: 1 frames, 0 lost")
        .await;
}

/// The head of the answer to a request, and the rest.
async fn get(server: &Server, path: &str) -> (String, String) {
    let mut tcp = soon(TcpStream::connect(&server.address)).await.unwrap();
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
        server.address
    );
    tcp.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    soon(tcp.read_to_string(&mut answer)).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.to_owned(), body.to_owned())
}

#[tokio::test]
async fn the_page_and_its_parts_are_there() {
    let server = Server::start().await;
    for (path, kind, words) in [
        ("/", "text/html", "<title>Voice link</title>"),
        ("/page.css", "text/css", ".wave"),
        ("/page.js", "text/javascript", "WebSocket"),
    ] {
        let (head, body) = get(&server, path).await;
        assert!(
            head.starts_with("HTTP/1.1 200 OK") && head.contains(kind),
            "{head}"
        );
        assert!(body.contains(words), "{path}");
    }
    for (path, status) in [("/none", "404"), ("/live", "426"), ("/link", "426")] {
        let (head, _) = get(&server, path).await;
        assert!(
            head.starts_with(&format!("HTTP/1.1 {status}")),
            "{path}: {head}"
        );
    }
}

#[tokio::test]
async fn pages_of_other_servers_may_not_listen() {
    let server = Server::start().await;
    let own = format!("http://{}", server.address);
    for (origin, allowed) in [
        (own.as_str(), true),
        ("http://example.org", false),
        ("null", false),
    ] {
        let mut request = server.url("live").into_client_request().unwrap();
        request
            .headers_mut()
            .insert("origin", origin.parse().unwrap());
        let opened = soon(tokio_tungstenite::connect_async(request)).await;
        match opened {
            Ok(_) => assert!(allowed, "{origin}"),
            Err(Error::Http(answer)) => assert!(!allowed && answer.status() == 403, "{origin}"),
            Err(error) => panic!("{error}"),
        }
    }
}

//! What a browser gets from a server, without the browser.

#![allow(dead_code, reason = "each test file uses a part of it")]

use futures::{SinkExt, StreamExt};
use serde_json::Value;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

use crate::peer::{Server, soon};

/// A browser's own WebSocket.
pub(crate) struct Browser(WebSocketStream<MaybeTlsStream<TcpStream>>);

/// What a browser is told.
#[derive(Debug, PartialEq)]
pub(crate) enum Told {
    Event(Value),
    Sound { link: u32, seq: u64, pcm: Vec<u8> },
}

impl Browser {
    pub(crate) async fn open(server: &Server) -> Self {
        let connected = soon(tokio_tungstenite::connect_async(server.url("live"))).await;
        Self(connected.unwrap().0)
    }

    pub(crate) async fn next(&mut self) -> Told {
        match soon(self.0.next()).await.unwrap().unwrap() {
            Message::Text(event) => Told::Event(serde_json::from_str(&event).unwrap()),
            Message::Binary(sound) => Told::Sound {
                link: u32::from_le_bytes(sound[..4].try_into().unwrap()),
                seq: u64::from_le_bytes(sound[4..12].try_into().unwrap()),
                pcm: sound[12..].to_vec(),
            },
            other => panic!("{other:?}"),
        }
    }

    pub(crate) async fn send(&mut self, text: &str) {
        soon(self.0.send(Message::text(text))).await.unwrap();
    }
}

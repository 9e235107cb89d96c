//! A browser: it is shown everything, and may send messages.

use std::sync::Arc;

use futures::{SinkExt, StreamExt};
use serde::Deserialize;
use tokio::sync::broadcast::error::RecvError;
use tokio_tungstenite::tungstenite::Message;

use super::http::Socket;
use super::hub::{Event, Hub};
use crate::say::note;

/// What a browser says.
#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Asked {
    Message {
        text: String,
    },
    #[serde(other)]
    Unknown,
}

/// Serves a browser until it closes.
pub(super) async fn serve(socket: Socket, hub: Arc<Hub>) {
    let (mut sink, mut stream) = socket.split();
    let (there, mut events) = hub.watch();
    let sending = async {
        for message in there {
            if sink.send(message).await.is_err() {
                return;
            }
        }
        loop {
            let message = match events.recv().await {
                Ok(message) => message,
                Err(RecvError::Lagged(events)) => Event::Missed { events }.to_message(),
                Err(RecvError::Closed) => return,
            };
            if sink.send(message).await.is_err() {
                return;
            }
        }
    };
    let receiving = async {
        while let Some(Ok(message)) = stream.next().await {
            receive(message, &hub);
        }
    };
    tokio::select! {
        () = sending => {}
        () = receiving => {}
    }
}

fn receive(message: Message, hub: &Hub) {
    let Message::Text(text) = message else {
        return;
    };
    match serde_json::from_str(&text) {
        Ok(Asked::Message { text }) if !text.trim().is_empty() => hub.send(text.trim()),
        Ok(Asked::Message { .. } | Asked::Unknown) => {}
        Err(error) => note(format_args!("malformed message from a browser: {error}")),
    }
}

//! The server of both clients: it sends messages, and looks for samples that are missing.

use std::error::Error;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use futures::{SinkExt, StreamExt};
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;
use tokio::time::interval;
use tokio_tungstenite::tungstenite::Message;

/// No multiple of the frames' 20 ms, so that messages come at any moment between two of them.
const PERIOD: Duration = Duration::from_millis(7);

/// So many samples of a channel are not looked at: they come while devices are being opened.
const WARM_UP: u64 = 48_000;

/// What came from a client.
#[derive(Default)]
pub(crate) struct Heard {
    channels: usize,
    samples: u64,
    last: i16,
    /// How many samples of a channel are not there: the microphone's count up, so each tells its place.
    pub(crate) missing: u64,
    messages: u64,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Received {
    Hello {
        channels: usize,
    },
    Frame {
        #[serde(with = "serde_bytes")]
        pcm: Vec<u8>,
    },
    #[serde(other)]
    Other,
}

#[derive(Serialize)]
struct Sent<'a> {
    r#type: &'a str,
    id: u64,
    text: &'a str,
    sent: u64,
}

impl Heard {
    fn listen(&mut self, pcm: &[u8]) {
        for bytes in pcm.chunks_exact(2 * self.channels) {
            let sample = i16::from_le_bytes([bytes[0], bytes[1]]);
            if self.samples > WARM_UP {
                let ahead = sample.wrapping_sub(self.last).wrapping_sub(1) as u16;
                self.missing += u64::from(ahead);
            }
            self.last = sample;
            self.samples += 1;
        }
    }

    fn message(&mut self) -> Result<Message, Box<dyn Error>> {
        let since = SystemTime::now().duration_since(UNIX_EPOCH)?;
        let message = Sent {
            r#type: "message",
            id: self.messages,
            text: "What is said here is of no matter.",
            sent: since.as_nanos().try_into()?,
        };
        self.messages += 1;
        Ok(Message::binary(rmp_serde::to_vec_named(&message)?))
    }
}

/// Takes what one client sends, until it leaves.
pub(crate) async fn hear(listener: &TcpListener) -> Result<Heard, Box<dyn Error>> {
    let (socket, _) = listener.accept().await?;
    socket.set_nodelay(true)?;
    let link = tokio_tungstenite::accept_async(socket).await?;
    let (mut to_client, mut from_client) = link.split();
    let (mut heard, mut clock) = (Heard::default(), interval(PERIOD));
    loop {
        tokio::select! {
            received = from_client.next() => match received.transpose()? {
                Some(Message::Binary(map)) => match rmp_serde::from_slice(&map)? {
                    Received::Hello { channels } => heard.channels = channels,
                    Received::Frame { pcm } => heard.listen(&pcm),
                    Received::Other => {}
                },
                Some(Message::Close(_)) | None => return Ok(heard),
                Some(_) => {}
            },
            _ = clock.tick() => to_client.send(heard.message()?).await?,
        }
    }
}

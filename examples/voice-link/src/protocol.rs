//! What goes over the wire. `PROTOCOL.md` tells it in words.

use std::time::{SystemTime, UNIX_EPOCH};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tokio_tungstenite::tungstenite::Message;

pub(crate) const VERSION: u32 = 1;

/// How many frames make a second of sound: each is 20 ms.
pub(crate) const FRAMES_PER_SECOND: u32 = 50;

/// From the client to the server.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub(crate) enum ToServer {
    Hello(Hello),
    Frame {
        seq: u64,
        lost: u64,
        #[serde(with = "serde_bytes")]
        pcm: Vec<u8>,
    },
    Speech {
        seq: u64,
        on: bool,
    },
    Reply {
        id: u64,
        at: u64,
    },
    #[serde(other)]
    Unknown,
}

/// How a client introduces itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Hello {
    pub(crate) version: u32,
    pub(crate) rate: u32,
    pub(crate) channels: u32,
    pub(crate) frame: u32,
    pub(crate) name: String,
}

/// From the server to the client.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub(crate) enum ToClient {
    Message {
        id: u64,
        text: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sent: Option<u64>,
    },
    #[serde(other)]
    Unknown,
}

/// The time as `sent` has it: nanoseconds since 1970.
pub(crate) fn unix_nanos() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
    })
}

pub(crate) fn encode(message: &impl Serialize) -> Message {
    let map = rmp_serde::to_vec_named(message);
    Message::binary(map.expect("maps of numbers, texts and bytes can always be written"))
}

/// What a message says, if anything: pings and such do not. `Err` tells what is wrong with it.
pub(crate) fn decode<T: DeserializeOwned>(message: Message) -> Result<Option<T>, String> {
    match message {
        Message::Binary(map) => rmp_serde::from_slice(&map)
            .map(Some)
            .map_err(|error| error.to_string()),
        Message::Text(_) => Err("it is text".to_owned()),
        _ => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use tokio_tungstenite::tungstenite::Message;

    use super::{ToClient, ToServer, decode, encode};

    #[test]
    fn a_frame_is_a_map_with_binary_samples() {
        let frame = ToServer::Frame {
            seq: 7,
            lost: 1,
            pcm: vec![1, 255],
        };
        let message = encode(&frame);
        let expected = b"\x84\xa4type\xa5frame\xa3seq\x07\xa4lost\x01\xa3pcm\xc4\x02\x01\xff";
        assert_eq!(message, Message::binary(expected.to_vec()));
        assert_eq!(decode(message), Ok(Some(frame)));
    }

    #[test]
    fn unknown_types_and_keys_are_no_mistake() {
        let unknown = b"\x82\xa4type\xa4wink\xa1x\xc4\x01\x00".to_vec();
        assert_eq!(
            decode(Message::binary(unknown)),
            Ok(Some(ToClient::Unknown))
        );
        let more = b"\x84\xa4type\xa7message\xa2id\x03\xa4text\xa2hi\xa1x\x00".to_vec();
        let message = ToClient::Message {
            id: 3,
            text: "hi".to_owned(),
            sent: None,
        };
        assert_eq!(decode(Message::binary(more)), Ok(Some(message)));
    }

    #[test]
    fn what_is_no_such_map_is_malformed() {
        let no_map = [&b"\xc1"[..], b"\x01", b"\x80", b"\x81\xa4type\xc0", b""];
        for bytes in no_map {
            let message = Message::binary(bytes.to_vec());
            assert!(decode::<ToClient>(message).is_err(), "{bytes:?}");
        }
        assert!(decode::<ToClient>(Message::text("{}")).is_err());
        assert_eq!(
            decode::<ToClient>(Message::Ping(b"".to_vec().into())),
            Ok(None)
        );
    }
}

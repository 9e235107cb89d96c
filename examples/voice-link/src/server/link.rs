//! A client: its sound and its answers.

use std::sync::Arc;

use futures::{SinkExt, StreamExt};
use tokio_tungstenite::tungstenite::Message;

use super::http::Socket;
use super::hub::{Event, Hub};
use crate::protocol::{self, FRAMES_PER_SECOND, Hello, ToServer, decode};
use crate::say::{note, say};

/// What is known of a link.
struct Peer {
    number: u32,
    hello: Hello,
    frames: u64,
    lost: u64,
}

/// Serves a link until it closes.
pub(super) async fn serve(mut socket: Socket, hub: Arc<Hub>) {
    let Some(hello) = greet(&mut socket).await else {
        return;
    };
    let (number, mut to_send) = hub.enter(hello.clone());
    let mut peer = Peer {
        number,
        hello,
        frames: 0,
        lost: 0,
    };
    peer.tell("has come");
    let (mut sink, mut stream) = socket.split();
    let sending = async {
        while let Some(message) = to_send.recv().await {
            if sink.send(protocol::encode(&message)).await.is_err() {
                break;
            }
        }
    };
    let receiving = async {
        while let Some(Ok(message)) = stream.next().await {
            peer.receive(message, &hub);
        }
    };
    tokio::select! {
        () = sending => {}
        () = receiving => {}
    }
    hub.leave(number);
    let (frames, lost) = (peer.frames, peer.lost);
    peer.tell(format_args!("has left: {frames} frames, {lost} lost"));
}

/// The first message that is a hello, of this version.
async fn greet(socket: &mut Socket) -> Option<Hello> {
    while let Some(Ok(message)) = socket.next().await {
        match decode(message) {
            Ok(Some(ToServer::Hello(hello))) if hello.version == protocol::VERSION => {
                return Some(hello);
            }
            Ok(None) => {}
            Ok(Some(_)) => note("a client did not say hello, and was turned away"),
            Err(why) => note(format_args!("malformed message from a client: {why}")),
        }
    }
    None
}

impl Peer {
    fn receive(&mut self, message: Message, hub: &Hub) {
        let link = self.number;
        match decode(message) {
            Ok(Some(ToServer::Frame { seq, lost, pcm })) => {
                self.frames += 1;
                if lost > self.lost {
                    self.lost = lost;
                    hub.tell(&Event::Lost { link, lost });
                }
                hub.sound(link, seq, &pcm);
            }
            Ok(Some(ToServer::Speech { seq, on })) => {
                let what = if on { "speech" } else { "silence" };
                self.tell(format_args!("{what} from {}", at(seq)));
                hub.tell(&Event::Speech { link, seq, on });
            }
            Ok(Some(ToServer::Reply { id, at })) => {
                self.tell(format_args!("got message {id} at {}", self::at(at)));
                hub.tell(&Event::Reply { link, id, at });
            }
            Ok(Some(ToServer::Hello(_) | ToServer::Unknown) | None) => {}
            Err(why) => note(format_args!("malformed message from link {link}: {why}")),
        }
    }

    fn tell(&self, what: impl std::fmt::Display) {
        say(format_args!(
            "link {} ({}) {what}",
            self.number, self.hello.name
        ));
    }
}

/// The time of a frame in the sound of its link.
fn at(seq: u64) -> String {
    format!("{:.2} s", seq as f64 / f64::from(FRAMES_PER_SECOND))
}

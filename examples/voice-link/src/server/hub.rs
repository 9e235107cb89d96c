//! Who is there: links and browsers, and what goes from one to the others.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard};

use serde::Serialize;
use tokio::sync::{broadcast, mpsc};
use tokio_tungstenite::tungstenite::Message;

use crate::protocol::{Hello, ToClient, unix_nanos};
use crate::say::say;

/// How many messages wait for a link, and events for a browser: five seconds of one link's frames.
const MESSAGES: usize = 64;
const EVENTS: usize = 256;

pub(crate) struct Hub {
    links: Mutex<Links>,
    live: broadcast::Sender<Message>,
}

#[derive(Default)]
struct Links {
    there: BTreeMap<u32, Link>,
    next: u32,
    /// The number of the next message.
    message: u64,
}

struct Link {
    hello: Hello,
    messages: mpsc::Sender<ToClient>,
}

/// What browsers are told, besides the sound.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub(crate) enum Event<'a> {
    Link {
        link: u32,
        name: &'a str,
        rate: u32,
        channels: u32,
    },
    Gone {
        link: u32,
    },
    Speech {
        link: u32,
        seq: u64,
        on: bool,
    },
    Lost {
        link: u32,
        lost: u64,
    },
    Message {
        id: u64,
        text: &'a str,
        links: usize,
    },
    Reply {
        link: u32,
        id: u64,
        at: u64,
    },
    Missed {
        events: u64,
    },
}

impl Event<'_> {
    pub(crate) fn to_message(&self) -> Message {
        Message::text(serde_json::to_string(self).expect("it is plain data"))
    }
}

impl Hub {
    pub(crate) fn new() -> Self {
        Self {
            links: Mutex::default(),
            live: broadcast::Sender::new(EVENTS),
        }
    }

    /// A link has come. What is to be sent to it comes from the channel.
    pub(crate) fn enter(&self, hello: Hello) -> (u32, mpsc::Receiver<ToClient>) {
        let (messages, to_send) = mpsc::channel(MESSAGES);
        let mut links = self.lock();
        links.next += 1;
        let number = links.next;
        let link = Link { hello, messages };
        self.tell(&link.event(number));
        links.there.insert(number, link);
        (number, to_send)
    }

    pub(crate) fn leave(&self, link: u32) {
        let mut links = self.lock();
        links.there.remove(&link);
        self.tell(&Event::Gone { link });
    }

    /// What a browser should know at first, and all that comes then.
    pub(crate) fn watch(&self) -> (Vec<Message>, broadcast::Receiver<Message>) {
        let links = self.lock();
        let there = links.there.iter();
        let there = there.map(|(number, link)| link.event(*number).to_message());
        (there.collect(), self.live.subscribe())
    }

    /// Sends a message to all links, and shows it to all browsers.
    pub(crate) fn send(&self, text: &str) {
        let mut links = self.lock();
        links.message += 1;
        let message = ToClient::Message {
            id: links.message,
            text: text.to_owned(),
            sent: Some(unix_nanos()),
        };
        let mut reached = 0;
        for (number, link) in &links.there {
            match link.messages.try_send(message.clone()) {
                Ok(()) => reached += 1,
                Err(_) => say(format_args!("link {number}: too slow for messages")),
            }
        }
        let id = links.message;
        say(format_args!("message {id} to {reached} links: {text}"));
        self.tell(&Event::Message {
            id,
            text,
            links: reached,
        });
    }

    pub(crate) fn tell(&self, event: &Event<'_>) {
        self.pass(event.to_message());
    }

    /// Passes sound on to browsers.
    pub(crate) fn sound(&self, link: u32, seq: u64, pcm: &[u8]) {
        if self.live.receiver_count() == 0 {
            return;
        }
        let number = link.to_le_bytes();
        self.pass(Message::binary(
            [&number[..], &seq.to_le_bytes(), pcm].concat(),
        ));
    }

    fn pass(&self, message: Message) {
        // Nobody may be watching.
        let _ = self.live.send(message);
    }

    fn lock(&self) -> MutexGuard<'_, Links> {
        self.links
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Link {
    fn event(&self, link: u32) -> Event<'_> {
        Event::Link {
            link,
            name: &self.hello.name,
            rate: self.hello.rate,
            channels: self.hello.channels,
        }
    }
}

//! `voice-link connect`

mod connect;
mod link;
mod outbox;
mod status;

use std::ops::ControlFlow;
use std::pin::pin;
use std::time::Duration;

use futures::StreamExt;
use futures::stream::BoxStream;
use hyper::Uri;
use tokio::time::{Instant, timeout_at};
use tokio_tungstenite::tungstenite::Message;

use crate::args::Connect;
use crate::audio::{self, Block, Framer};
use crate::backoff::Backoff;
use crate::failure::Failure;
use crate::gate::Gate;
use crate::protocol::{self, FRAMES_PER_SECOND, Hello, ToClient, ToServer};
use crate::say::{note, say};
use crate::stats::Stats;

use connect::Refusal;
use link::{Event, Link};
pub(crate) use outbox::Outbox;
use status::Status;

/// How long the server may take, at the end, to take what waits and to say goodbye.
const FAREWELL: Duration = Duration::from_secs(5);

/// The sound is over, or the user has had enough.
struct Over;

/// The sound, on its way into the outbox.
struct Client {
    url: Uri,
    hello: Message,
    blocks: BoxStream<'static, Block>,
    framer: Framer,
    gate: Gate,
    outbox: Outbox,
    stats: Stats,
    /// The first frame that is not wanted any more.
    end: u64,
    /// Whether the server has been found too slow.
    late: bool,
    status: Option<Status>,
}

/// Sends sound until there is none any more, or until `interrupt`.
pub(crate) async fn run(
    args: &Connect,
    interrupt: impl Future<Output = ()>,
) -> Result<Stats, Failure> {
    let source = audio::open(args).await?;
    note(format_args!(
        "{}: {} Hz, {} (Ctrl-C ends)",
        source.name,
        source.format.rate,
        match source.format.channels {
            1 => "1 channel".to_owned(),
            channels => format!("{channels} channels"),
        }
    ));
    let hello = ToServer::Hello(Hello {
        version: protocol::VERSION,
        rate: source.format.rate,
        channels: source.format.channels.into(),
        frame: audio::per_channel(source.format.rate),
        name: args.name.clone(),
    });
    let frames = |time: Duration| (time.as_secs_f64() * f64::from(FRAMES_PER_SECOND)).ceil();
    let mut client = Client {
        url: args.url.clone(),
        hello: protocol::encode(&hello),
        blocks: source.blocks,
        framer: Framer::new(source.format),
        gate: Gate::new(args.gate, source.format),
        outbox: Outbox::new(frames(args.gap) as usize),
        stats: Stats::new(args.load),
        end: args.seconds.map_or(u64::MAX, |time| frames(time) as u64),
        late: false,
        status: Status::new(),
    };
    client.stay_connected(interrupt).await?;
    Ok(client.finish())
}

impl Client {
    /// Connects, again and again, until the sound is over.
    async fn stay_connected(&mut self, interrupt: impl Future<Output = ()>) -> Result<(), Failure> {
        let mut interrupt = pin!(interrupt);
        let mut ever = false;
        loop {
            let connected = self.connect(ever, interrupt.as_mut()).await?;
            let Ok(link) = connected else {
                if ever {
                    return Ok(());
                }
                return Err(Failure::Network(format!("none to {} so far", self.url)));
            };
            note(format_args!("connected to {}", self.url));
            self.set_connected(true);
            if ever && self.gate.is_open() {
                let seq = self.framer.seq();
                self.outbox.note(ToServer::Speech { seq, on: true });
            }
            let gone = self.serve(link, interrupt.as_mut()).await;
            self.set_connected(false);
            match gone {
                Ok(why) => note(format_args!("connection lost: {why}; trying again")),
                Err(Over) => return Ok(()),
            }
            ever = true;
            self.stats.reconnects += 1;
        }
    }

    fn set_connected(&mut self, connected: bool) {
        self.outbox.set_connected(connected);
        if let Some(status) = &mut self.status {
            status.set_connected(connected);
        }
    }

    /// Tries until it works, while the sound goes on.
    async fn connect(
        &mut self,
        before: bool,
        mut interrupt: impl Future<Output = ()> + Unpin,
    ) -> Result<Result<Link, Over>, Failure> {
        let mut backoff = Backoff::new();
        let mut told = before;
        loop {
            let (url, hello) = (self.url.clone(), self.hello.clone());
            let connecting = async { connect::connect(&url, hello).await };
            match self.meanwhile(connecting, &mut interrupt).await {
                Err(Over) => return Ok(Err(Over)),
                Ok(Ok(socket)) => return Ok(Ok(Link::new(socket))),
                Ok(Err(Refusal::Final(why))) if !before => return Err(Failure::Network(why)),
                Ok(Err(Refusal::Final(why) | Refusal::Away(why))) => {
                    if !std::mem::replace(&mut told, true) {
                        note(format_args!("no server at {url} yet: {why}; trying again"));
                    }
                }
            }
            if self
                .meanwhile(backoff.wait(), &mut interrupt)
                .await
                .is_err()
            {
                return Ok(Err(Over));
            }
        }
    }

    /// Takes the sound while something else is waited for.
    async fn meanwhile<T>(
        &mut self,
        other: impl Future<Output = T>,
        interrupt: &mut (impl Future<Output = ()> + Unpin),
    ) -> Result<T, Over> {
        let mut other = pin!(other);
        loop {
            tokio::select! {
                biased;
                () = &mut *interrupt => return Err(Over),
                block = self.blocks.next() => if self.take(block).is_break() {
                    return Err(Over);
                },
                done = &mut other => return Ok(done),
            }
        }
    }

    /// Sends and receives until the connection breaks, which is told, or the sound is over.
    async fn serve(
        &mut self,
        mut link: Link,
        mut interrupt: impl Future<Output = ()> + Unpin,
    ) -> Result<String, Over> {
        let why = loop {
            tokio::select! {
                biased;
                () = &mut interrupt => break Err(Over),
                block = self.blocks.next() => {
                    if self.take(block).is_break() {
                        break Err(Over);
                    }
                    self.watch_pace();
                    if link.is_stuck() {
                        break Ok("the server takes nothing any more".to_owned());
                    }
                }
                event = link.next(&mut self.outbox, &mut self.stats) => {
                    if let ControlFlow::Break(why) = self.handle(event) {
                        break Ok(why);
                    }
                }
            }
        };
        if why.is_err() {
            self.say_goodbye(&mut link).await;
        }
        if link.is_sending() {
            self.outbox.count_lost();
        }
        why
    }

    /// Sends what waits, and hears what comes until the server has got all.
    async fn say_goodbye(&mut self, link: &mut Link) {
        let deadline = Instant::now() + FAREWELL;
        link.close();
        while let Ok(event) =
            timeout_at(deadline, link.next(&mut self.outbox, &mut self.stats)).await
        {
            if self.handle(event).is_break() {
                return;
            }
        }
        note(format_args!(
            "the server did not take all of the sound within {FAREWELL:?}"
        ));
    }

    /// Cuts what came into frames, those that are to be sent into the outbox.
    fn take(&mut self, block: Option<Block>) -> ControlFlow<()> {
        let Some(block) = block else {
            return ControlFlow::Break(());
        };
        let Self {
            gate,
            outbox,
            status,
            ..
        } = self;
        self.framer.cut(block, |frame| {
            if frame.seq < self.end {
                if let Some(status) = status {
                    status.hear(&frame, outbox.lost());
                }
                gate.pass(frame, outbox);
            }
        });
        outbox.set_missed(self.framer.lost());
        if self.framer.seq() < self.end {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    }

    /// Tells when a server begins to be too slow, and when it has caught up.
    fn watch_pace(&mut self) {
        if !self.late && self.outbox.is_full() {
            note("the server is too slow: the oldest sound that waits for it is lost");
            self.late = true;
        } else if self.late && self.outbox.is_empty() {
            note(format_args!(
                "the server keeps up again, {} frames are lost by now",
                self.outbox.lost()
            ));
            self.late = false;
        }
    }

    fn handle(&mut self, event: Event) -> ControlFlow<String> {
        match event {
            Event::Message(ToClient::Message { id, text, sent }) => {
                if let Some(sent) = sent {
                    let nanos = protocol::unix_nanos().saturating_sub(sent);
                    self.stats.inward.add(Duration::from_nanos(nanos));
                }
                self.stats.messages += 1;
                say(format_args!("message {id}: {text}"));
                let at = self.framer.seq();
                self.outbox.note(ToServer::Reply { id, at });
            }
            Event::Message(ToClient::Unknown) => {}
            Event::Malformed(why) => {
                self.stats.malformed += 1;
                note(format_args!("malformed message from the server: {why}"));
            }
            Event::Closed(why) => return ControlFlow::Break(why),
        }
        ControlFlow::Continue(())
    }

    fn finish(mut self) -> Stats {
        self.outbox.abandon();
        let captured = self.framer.seq().min(self.end);
        Stats {
            seconds: captured as f64 / f64::from(FRAMES_PER_SECOND),
            captured,
            withheld: self.gate.withheld(),
            lost: self.outbox.lost(),
            ..self.stats
        }
    }
}

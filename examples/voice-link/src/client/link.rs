//! A connection to the server: both directions at once.

use std::future::poll_fn;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use futures::{SinkExt, StreamExt};
use tokio_tungstenite::tungstenite::{Error, Message};

use super::connect::Socket;
use super::outbox::{Next, Outbox};
use crate::audio::Frame;
use crate::protocol::{self, ToClient, ToServer};
use crate::stats::Stats;

/// A server that takes nothing for so long is gone: a cut cable tells nobody.
const PATIENCE: Duration = Duration::from_secs(10);

pub(super) struct Link {
    socket: Socket,
    /// When the frame that is on its way was captured.
    on_its_way: Option<Instant>,
    /// Since when the server takes nothing.
    stuck: Option<Instant>,
    closing: bool,
}

/// What has come.
#[derive(Debug)]
pub(super) enum Event {
    Message(ToClient),
    Malformed(String),
    /// There will be nothing more.
    Closed(String),
}

impl Link {
    pub(super) fn new(socket: Socket) -> Self {
        Self {
            socket,
            on_its_way: None,
            stuck: None,
            closing: false,
        }
    }

    /// Closes the connection once all that waits has been sent. What still comes is passed on.
    pub(super) fn close(&mut self) {
        self.closing = true;
    }

    pub(super) fn is_stuck(&self) -> bool {
        self.stuck.is_some_and(|since| since.elapsed() > PATIENCE)
    }

    /// Whether a frame has been begun, but not sent to its end.
    pub(super) fn is_sending(&self) -> bool {
        self.on_its_way.is_some()
    }

    /// Sends what waits, as far as the server takes it, and waits for what comes. May be dropped and
    /// called again.
    pub(super) async fn next(&mut self, outbox: &mut Outbox, stats: &mut Stats) -> Event {
        poll_fn(|cx| self.poll_next(cx, outbox, stats)).await
    }

    fn poll_next(
        &mut self,
        cx: &mut Context<'_>,
        outbox: &mut Outbox,
        stats: &mut Stats,
    ) -> Poll<Event> {
        let sent = self.poll_send(cx, outbox, stats);
        self.stuck = match sent {
            Poll::Ready(Err(error)) => return Poll::Ready(Event::Closed(error.to_string())),
            Poll::Ready(Ok(())) => None,
            Poll::Pending => self.stuck.or_else(|| Some(Instant::now())),
        };
        loop {
            if outbox.is_busy() {
                return Poll::Pending;
            }
            let event = match ready!(self.socket.poll_next_unpin(cx)) {
                None => Event::Closed("the server is gone".to_owned()),
                Some(Ok(Message::Close(_))) => {
                    // The answer, as far as it can be sent at once.
                    let _ = self.socket.poll_flush_unpin(cx);
                    Event::Closed("the server has closed it".to_owned())
                }
                Some(Err(error)) => Event::Closed(error.to_string()),
                Some(Ok(message)) => match protocol::decode(message) {
                    Ok(None | Some(ToClient::Unknown)) => continue,
                    Ok(Some(message)) => Event::Message(message),
                    Err(why) => Event::Malformed(why),
                },
            };
            return Poll::Ready(event);
        }
    }

    /// Sends frame after frame, each to its last byte before the next is begun.
    fn poll_send(
        &mut self,
        cx: &mut Context<'_>,
        outbox: &mut Outbox,
        stats: &mut Stats,
    ) -> Poll<Result<(), Error>> {
        loop {
            ready!(self.socket.poll_flush_unpin(cx))?;
            if let Some(captured) = self.on_its_way.take() {
                stats.out.add(captured.elapsed());
                stats.sent += 1;
            }
            self.stuck = None;
            ready!(self.socket.poll_ready_unpin(cx))?;
            let message = match outbox.next() {
                Some(Next::Note(note)) => note,
                Some(Next::Frame(frame)) => {
                    self.on_its_way = Some(frame.captured);
                    to_message(&frame, outbox.lost())
                }
                None if self.closing => return self.socket.poll_close_unpin(cx),
                None => return Poll::Ready(Ok(())),
            };
            self.socket.start_send_unpin(protocol::encode(&message))?;
        }
    }
}

fn to_message(frame: &Frame, lost: u64) -> ToServer {
    let samples = frame.samples.iter();
    ToServer::Frame {
        seq: frame.seq,
        lost,
        pcm: samples.flat_map(|sample| sample.to_le_bytes()).collect(),
    }
}

//! Listener traits: an enum of events, a stream of them, senders that implement the trait.

use std::fmt::Debug;
use std::rc::Rc;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use asyncify::{Lagged, Reply, asyncify};
use futures::StreamExt;
use futures::executor::{block_on, block_on_stream};

/// How long a test waits for what must come.
const PATIENCE: Duration = Duration::from_secs(60);

fn got<T>(told: &Receiver<T>) -> T {
    told.recv_timeout(PATIENCE).expect("the caller goes on")
}

#[derive(Clone, Debug, PartialEq)]
struct Peer(u32);

/// Watches connections.
#[asyncify(listener)]
trait Connection: Send + Sync + Debug + 'static {
    /// A peer has come.
    fn on_connect(&mut self, peer: &Peer, name: &str);
    fn on_data(&mut self, data: &[u8]);
    fn on_idle(&self);
    #[map(|code, _| -> i64 { i64::from(code) * 2 })]
    fn on_error(&mut self, code: i32, _fatal: bool) {
        unreachable!("{code} is sent");
    }
    #[reply(|n| n + 1)]
    fn on_number(&self, n: u32) -> u32;
    #[skip]
    fn version(&self) -> u32 {
        7
    }
    fn label(&self) -> &'static str {
        "connection"
    }
    #[end]
    fn on_close(&mut self);
}

fn drive(listener: &mut impl Connection) {
    listener.on_connect(&Peer(1), "a");
    listener.on_data(&[1, 2]);
    listener.on_idle();
    listener.on_error(-2, true);
    assert_eq!(listener.on_number(4), 5);
    assert_eq!(listener.version(), 7);
    assert_eq!(listener.label(), "connection");
}

/// What all fields can do, events can do: here `f32` and a type that can do nothing stand in the way.
#[asyncify(listener)]
#[event(derive(Copy))]
trait Gauge {
    fn on_level(&mut self, level: f32);
}

struct Nothing;

#[asyncify(listener)]
trait Giver {
    fn on_nothing(&mut self, nothing: Nothing);
    fn on_any(&mut self, any: u8);
}

#[asyncify(listener)]
#[event(derive(Eq, Hash, PartialEq))]
trait Keyed {
    fn on_key(&mut self, key: u8);
}

#[test]
fn events_can_do_what_their_fields_can() {
    let level = GaugeEvent::OnLevel { level: 0.5 };
    let same = level;
    assert_eq!(level, same);
    assert_eq!(format!("{:?}", level.clone()), "OnLevel { level: 0.5 }");
    let keys: std::collections::HashSet<_> = [KeyedEvent::OnKey { key: 1 }].into();
    assert!(keys.contains(&KeyedEvent::OnKey { key: 1 }));
    let mut events = GiverEvents::new();
    events.sender().on_nothing(Nothing);
    let event = block_on(events.next());
    assert!(matches!(
        event,
        Some(GiverEvent::OnNothing { nothing: Nothing })
    ));
}

#[test]
fn each_method_is_a_variant() {
    let events = ConnectionEvents::new();
    let mut sender = events.sender();
    drive(&mut sender);
    sender.on_close();
    sender.on_idle();
    let events: Vec<ConnectionEvent> = block_on_stream(events).collect();
    let name = "a".to_owned();
    assert_eq!(
        events,
        [
            ConnectionEvent::OnConnect {
                peer: Peer(1),
                name
            },
            ConnectionEvent::OnData { data: vec![1, 2] },
            ConnectionEvent::OnIdle,
            ConnectionEvent::OnError(-4),
            ConnectionEvent::OnNumber { n: 4 },
        ]
    );
}

#[test]
fn the_stream_ends_when_the_last_sender_is_dropped() {
    let mut events = ConnectionEvents::new();
    let first = events.sender();
    let second = first.clone();
    let third = events.sender();
    let threads =
        [first, second, third].map(|mut sender| thread::spawn(move || sender.on_data(&[3])));
    for thread in threads {
        thread.join().unwrap();
    }
    block_on(async {
        for _ in 0..3 {
            assert_eq!(
                events.next().await,
                Some(ConnectionEvent::OnData { data: vec![3] })
            );
        }
        assert_eq!(events.next().await, None);
        events.sender().on_idle();
        assert_eq!(events.next().await, None, "a later sender is closed");
    });
}

/// An API that keeps its listener, and gives a handle.
struct Api(Box<dyn Connection>);

#[test]
fn a_stream_keeps_the_handle_of_what_it_started() {
    let mut events = ConnectionEvents::start(|sender| Api(Box::new(sender)));
    events.handle_mut().0.on_data(&[1]);
    block_on(async {
        assert_eq!(
            events.next().await,
            Some(ConnectionEvent::OnData { data: vec![1] })
        );
        events.close().await;
        assert_eq!(events.next().await, None);
    });
    let refused = ConnectionEvents::<()>::try_start(|_| Err("no network"));
    assert_eq!(refused.unwrap_err(), "no network");
}

mod foreign {
    pub(crate) trait Monitoring<T>: Send + 'static {
        type Error;
        const LEVEL: u8;
        fn found(&mut self, thing: T) -> Result<(), Self::Error>;
        fn lost(&mut self) {}
        fn ignored(&mut self) -> u8 {
            3
        }
    }

    pub(crate) fn monitor<T: Clone, L: Monitoring<T>>(mut listener: L, thing: &T) -> u8 {
        assert!(listener.found(thing.clone()).is_ok());
        listener.lost();
        listener.ignored() + L::LEVEL
    }
}

#[asyncify(listener, path = foreign::Monitoring)]
trait Monitoring<T: Send + 'static> {
    type Error = std::io::Error;
    const LEVEL: u8 = 4;
    #[reply(Ok(()))]
    fn found(&mut self, thing: T) -> Result<(), Self::Error>;
    fn lost(&mut self);
}

#[test]
fn a_mirror_implements_a_foreign_trait() {
    let events = MonitoringEvents::<u8>::new();
    assert_eq!(foreign::monitor(events.sender(), &5), 7);
    let events: Vec<_> = block_on_stream(events).collect();
    assert!(matches!(
        events.as_slice(),
        [MonitoringEvent::Found { thing: 5 }, MonitoringEvent::Lost]
    ));
    assert_eq!(format!("{:?}", events[0]), "Found { thing: 5 }");
}

/// Decides, and may not be sent.
#[asyncify(listener)]
trait Judge {
    #[reply(ask, timeout = PATIENCE, default = |name, _| name.len() > 3)]
    fn may_pass(&self, name: &str, rank: u32) -> bool;
    #[map(|reply| reply * 2)]
    #[reply(ask, default = 0)]
    fn price(&self, reply: u32) -> u32;
    #[reply(ask, default = None)]
    fn name(&self) -> Option<String>;
}

/// Asks on a thread of its own.
fn ask<R: Send + 'static>(
    judge: &JudgeSender,
    question: impl FnOnce(&dyn Judge) -> R + Send + 'static,
) -> Receiver<R> {
    let (tell, told) = channel();
    let judge = judge.clone();
    thread::spawn(move || tell.send(question(&judge)));
    told
}

#[test]
fn the_consumer_may_be_asked() {
    let mut events = JudgeEvents::new();
    let judge = events.sender();
    block_on(async {
        let told = ask(&judge, |judge| judge.may_pass("ann", 1));
        let Some(JudgeEvent::MayPass {
            name,
            rank: 1,
            reply,
        }) = events.next().await
        else {
            panic!("a question");
        };
        assert_eq!((name.as_str(), reply.send(true)), ("ann", Ok(())));
        assert!(got(&told));
        let told = ask(&judge, |judge| judge.may_pass("ann", 1));
        drop(events.next().await);
        assert!(!got(&told), "the default");

        let told = ask(&judge, |judge| judge.price(4));
        let Some(JudgeEvent::Price(8, reply)) = events.next().await else {
            panic!("a question");
        };
        reply.send(9).unwrap();
        assert_eq!(got(&told), 9);

        let told = ask(&judge, |judge| judge.name());
        let Some(JudgeEvent::Name { reply }) = events.next().await else {
            panic!("a question");
        };
        let _: &Reply<Option<String>> = &reply;
        drop(events);
        assert_eq!(got(&told), None);
        assert_eq!(reply.send(None), Err(None));
        assert!(!got(&ask(&judge, |judge| judge.may_pass("ann", 1))));
    });
}

/// Stays on its thread.
#[asyncify(listener, overflow = latest)]
trait Local {
    #[reply(true, closed = false)]
    #[end_if(|n| **n == 0)]
    fn here(&self, n: &Rc<u8>) -> bool;
    fn there(self: Box<Self>, _: bool, _: char);
}

#[test]
fn losses_show_among_events_that_are_not_send() {
    let mut events = LocalEvents::new();
    let sender = events.sender();
    assert!(sender.here(&Rc::new(1)));
    assert!(sender.here(&Rc::new(2)));
    assert_eq!(events.lost(), 1);
    block_on(async {
        assert!(matches!(events.next().await, Some(Err(Lagged { lost: 1 }))));
        assert!(matches!(events.next().await, Some(Ok(LocalEvent::Here { n })) if *n == 2));
        Box::new(sender.clone()).there(true, 'x');
        assert!(matches!(
            events.next().await,
            Some(Ok(LocalEvent::There {
                arg0: true,
                arg1: 'x'
            }))
        ));
        sender.here(&Rc::new(0));
        assert!(events.next().await.is_none());
    });
    assert!(!sender.here(&Rc::new(1)), "nobody listens any more");
}

#[asyncify(listener)]
trait Generic<'a, T: Clone + 'a, const N: usize, U = ()>
where
    U: Default,
{
    fn all(&self, items: &[T; N], text: &'a str) -> ();
    #[map(|shown| -> String { shown.to_string() })]
    fn any<D>(&self, shown: D)
    where
        D: ToString + Clone;
    #[skip]
    fn unused(&self, _: U) {}
}

#[test]
fn traits_may_be_generic() {
    let events = GenericEvents::<u8, 2>::new();
    let sender = events.sender();
    Generic::<u8, 2>::all(&sender, &[1, 2], "a");
    Generic::<u8, 2>::any(&sender, 'x');
    Generic::<u8, 2>::unused(&sender, ());
    drop(sender);
    let events: Vec<_> = block_on_stream(events).collect();
    assert_eq!(
        format!("{events:?}"),
        r#"[All { items: [1, 2], text: "a" }, Any("x")]"#
    );
}

/// What has no `Debug` leaves the event without.
struct Opaque;

#[asyncify(listener, buffer = 4)]
trait Plain {
    fn gives(&self, it: Opaque);
}

/// An API that takes a listener where others take a callback.
#[asyncify(stream)]
fn listen(
    #[shape(FnMut(PlainEvent), wrap = |f| Box::new(PlainSender::from_fn(f)))] listener: Box<
        dyn Plain + Send,
    >,
) {
    thread::spawn(move || {
        listener.gives(Opaque);
        listener.gives(Opaque);
    });
}

#[test]
fn a_sender_can_stand_for_a_callback() {
    assert_eq!(block_on_stream(listen()).count(), 2);
}

#[test]
fn the_end_lets_go_of_the_function() {
    let (tell, told) = channel();
    let mut sender = ConnectionSender::from_fn(move |event| tell.send(event).unwrap());
    drive(&mut sender);
    sender.on_close();
    assert_eq!(told.iter().count(), 5);
    assert_eq!(sender.on_number(1), 2);
}

#[asyncify(listener)]
trait Fragile: Send {
    #[map(|n| -> u8 { if n > 1 { panic!("in the map") } else { n } })]
    fn map(&self, n: u8);
    #[reply(|n| if n > 1 { panic!("in the reply") } else { n })]
    fn reply(&self, n: u8) -> u8;
}

#[test]
fn panics_are_resumed_in_the_consumer() {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    type Cause = (fn(&FragileSender), &'static str);
    let causes: [Cause; 2] = [
        (|sender| sender.map(2), "in the map"),
        (|sender| assert_eq!(sender.reply(2), 0), "in the reply"),
    ];
    for (cause, text) in causes {
        let events = FragileEvents::new();
        let sender = events.sender();
        thread::spawn(move || cause(&sender))
            .join()
            .expect("the API sees nothing");
        let polled = AssertUnwindSafe(|| block_on_stream(events).for_each(drop));
        let panic = catch_unwind(polled).expect_err("it is resumed");
        assert_eq!(panic.downcast_ref(), Some(&text));
        cause(&FragileSender::from_fn(drop));
    }
}

mod inside {
    /// Visible only where its trait is.
    #[asyncify::asyncify(listener)]
    pub(super) trait Raw {
        fn r#type(&self, r#fn: u8, mut_ref: Option<&'static str>);
    }
}

#[test]
fn names_may_be_raw_and_items_private() {
    use inside::Raw;
    let events = inside::RawEvents::new();
    events.sender().r#type(1, None);
    let event = block_on_stream(events).next();
    assert!(matches!(
        event,
        Some(inside::RawEvent::Type {
            r#fn: 1,
            mut_ref: None
        })
    ));
}

#[test]
fn events_inside_the_start_come_before_the_end() {
    let events = ConnectionEvents::start(|mut sender| drive(&mut sender));
    assert_eq!(block_on_stream(events).count(), 5);
}

#[test]
fn a_late_call_is_harmless() {
    let events = ConnectionEvents::new();
    let mut sender = events.sender();
    drop(events);
    drive(&mut sender);
}

#[test]
fn close_waits_until_the_api_has_dropped_its_senders() {
    use std::task::{Context, Waker};
    let mut kept = None;
    let mut events = ConnectionEvents::start(|sender| {
        kept = Some(sender.clone());
        Api(Box::new(sender))
    });
    let mut cx = Context::from_waker(Waker::noop());
    let mut closing = Box::pin(events.close());
    assert!(closing.as_mut().poll(&mut cx).is_pending());
    kept.take().expect("the API keeps one").on_idle();
    block_on(closing);
    assert_eq!(block_on(events.next()), Some(ConnectionEvent::OnIdle));
    assert_eq!(block_on(events.next()), None);
}

#[test]
fn cancelling_gets_the_handle() {
    let (tell, told) = channel();
    let events = ConnectionEvents::start(|sender| Api(Box::new(sender)));
    drop(events.cancel(move |api| tell.send(api.0.version()).unwrap()));
    assert_eq!(got(&told), 7);
}

mod paths {
    use std::path::{Path, PathBuf};

    #[asyncify::asyncify(listener)]
    pub(super) trait Moves {
        fn moved(&self, from: &Path, to: PathBuf);
        fn gone(&self, path: PathBuf);
    }
}

#[test]
fn what_is_copied_may_be_of_the_type_of_another_field() {
    use paths::{Moves, MovesEvent, MovesEvents};

    let events = MovesEvents::new();
    let sender = events.sender();
    sender.moved("a".as_ref(), "b".into());
    sender.gone("b".into());
    drop(sender);
    let items: Vec<MovesEvent> = block_on(events.collect());
    assert_eq!(items, items.clone());
    let text = r#"[Moved { from: "a", to: "b" }, Gone { path: "b" }]"#;
    assert_eq!(format!("{items:?}"), text);
}

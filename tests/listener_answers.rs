//! Methods of listeners that are answered where they are called, and tell nobody.

use std::panic::{AssertUnwindSafe, catch_unwind};

use asyncify::asyncify;
use futures::executor::block_on_stream;

/// Stands for somebody else's crate.
#[allow(unreachable_pub)]
mod foreign {
    pub struct Metadata<'a> {
        pub target: &'a str,
        pub level: u8,
    }

    pub trait Log: Send + Sync {
        fn enabled(&self, metadata: &Metadata<'_>) -> bool;
        fn log(&self, metadata: &Metadata<'_>, text: &str);
        fn name(&self) -> &str;
        fn schemes(&self) -> Vec<u8>;
        fn fill(&self, room: &mut [u8]) -> usize;
        fn may_go_on(&self) -> bool;
        fn sync(&self);
        fn flush(&self) -> bool {
            true
        }
    }

    pub fn write(log: &dyn Log, level: u8, text: &str) -> bool {
        let metadata = Metadata {
            target: "tests",
            level,
        };
        let enabled = log.enabled(&metadata);
        if enabled {
            log.log(&metadata, text);
        }
        enabled
    }
}

#[asyncify(listener, path = foreign::Log)]
trait Log {
    #[skip]
    #[reply(|metadata| metadata.level < 3)]
    fn enabled(&self, metadata: &foreign::Metadata<'_>) -> bool;
    #[map(|metadata, text| -> String { format!("{}: {text}", metadata.target) })]
    fn log(&self, metadata: &foreign::Metadata<'_>, text: &str);
    #[skip]
    #[reply("stream")]
    fn name(&self) -> &str;
    #[skip]
    #[reply(vec![1, 2])]
    fn schemes(&self) -> Vec<u8>;
    #[skip]
    #[reply(|room| { room.fill(7); room.len() })]
    fn fill(&self, room: &mut [u8]) -> usize;
    #[skip]
    #[reply(true, closed = false)]
    fn may_go_on(&self) -> bool;
    #[skip]
    #[reply(false)]
    fn flush(&self) -> bool;
    #[skip]
    #[reply(())]
    fn sync(&self);
}

#[test]
fn what_is_answered_in_place_makes_no_event() {
    let events = LogEvents::new();
    let log: Box<dyn foreign::Log> = Box::new(events.sender());
    assert!(foreign::write(&*log, 1, "one"));
    assert!(!foreign::write(&*log, 3, "three"));
    assert!(foreign::write(&*log, 2, "two"));
    assert_eq!((log.name(), log.schemes()), ("stream", vec![1, 2]));
    let mut room = [0; 2];
    assert_eq!((log.fill(&mut room), room), (2, [7, 7]));
    assert!(!log.flush());
    log.sync();
    drop(log);
    let told: Vec<LogEvent> = block_on_stream(events).collect();
    let told_of = |text: &str| LogEvent::Log(format!("tests: {text}"));
    assert_eq!(told, [told_of("one"), told_of("two")]);
}

#[test]
fn it_knows_whether_anybody_listens() {
    let events = LogEvents::new();
    let sender = events.sender();
    assert!(foreign::Log::may_go_on(&sender));
    drop(events);
    assert!(!foreign::Log::may_go_on(&sender));
}

#[asyncify(listener)]
trait Careful {
    fn on_step(&self);
    #[skip]
    #[reply(|n: u32| 8 / n)]
    fn share(&self, n: u32) -> u32;
}

#[test]
fn a_panic_in_an_answer_is_the_consumers() {
    let events = CarefulEvents::new();
    let sender = events.sender();
    sender.on_step();
    assert_eq!((sender.share(2), sender.share(0)), (4, 0));
    let mut events = block_on_stream(events);
    assert_eq!(events.next(), Some(CarefulEvent::OnStep));
    assert!(catch_unwind(AssertUnwindSafe(|| events.next())).is_err());
}

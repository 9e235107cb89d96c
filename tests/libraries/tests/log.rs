//! Records of the `log` crate. There is one logger for the whole process, so everything stands in one
//! test.

use std::thread;

use asyncify::asyncify;
use futures::StreamExt;
use log::{Level, LevelFilter, Metadata, Record};

/// The logger is asked before each record, which is no event.
#[asyncify(listener, path = log::Log)]
trait Log {
    #[skip]
    #[reply(|metadata| metadata.target() != "noise", closed = false)]
    fn enabled(&self, metadata: &Metadata<'_>) -> bool;
    #[map(|record| -> (Level, String) { (record.level(), record.args().to_string()) })]
    fn log(&self, record: &Record<'_>);
    fn flush(&self);
}

#[tokio::test]
async fn records_are_events_as_long_as_somebody_listens() {
    let mut events = LogEvents::new();
    log::set_boxed_logger(Box::new(events.sender())).unwrap();
    assert!(log::set_boxed_logger(Box::new(events.sender())).is_err());
    log::set_max_level(LevelFilter::Info);

    let worker = thread::spawn(|| {
        log::warn!("{} left", 3);
        log::debug!("is more than the maximum");
        assert!(!log::log_enabled!(target: "noise", Level::Error));
        log::info!("done");
        log::logger().flush();
    });
    worker.join().unwrap();
    let record = |level, text: &str| LogEvent::Log((level, text.to_owned()));
    assert_eq!(events.next().await, Some(record(Level::Warn, "3 left")));
    assert_eq!(events.next().await, Some(record(Level::Info, "done")));
    assert_eq!(events.next().await, Some(LogEvent::Flush));

    assert!(log::log_enabled!(Level::Error));
    drop(events);
    assert!(!log::log_enabled!(Level::Error));
    log::error!("nobody hears it");
}

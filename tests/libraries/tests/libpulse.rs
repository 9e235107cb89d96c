//! A PulseAudio client: borrowed arguments, end markers and operations to cancel, on a main loop
//! that the test itself turns.

mod servers;

use std::future::Future;
use std::pin::pin;
use std::task::{self, Poll, Waker};
use std::time::{Duration, Instant};

use asyncify::{CallError, NotOk, asyncify};
use futures::{FutureExt, StreamExt};
use libpulse_binding::callbacks::ListResult;
use libpulse_binding::context::introspect::{Introspector, ServerInfo, SinkInfo};
use libpulse_binding::context::subscribe::{Facility, InterestMaskSet, Operation as Change};
use libpulse_binding::context::{Context, FlagSet, State};
use libpulse_binding::mainloop::standard::Mainloop;
use libpulse_binding::operation::{self, Operation};
use libpulse_binding::time::MicroSeconds;

#[asyncify(ext = ContextAsync, local)]
impl Context {
    #[asyncify(name = states)]
    fn set_state_callback(&mut self, callback: Option<Box<dyn FnMut() + 'static>>);

    #[asyncify(name = changes)]
    fn set_subscribe_callback(
        &mut self,
        callback: Option<Box<dyn FnMut(Option<Facility>, Option<Change>, u32) + 'static>>,
    );

    #[asyncify(once)]
    fn subscribe<F>(&mut self, mask: InterestMaskSet, callback: F) -> Operation<dyn FnMut(bool)>
    where
        F: FnMut(bool) + 'static;
}

/// The server has no such list.
#[derive(Debug, PartialEq)]
struct NoList;

fn owned(entry: ListResult<&SinkInfo<'_>>) -> Result<SinkInfo<'static>, NoList> {
    match entry {
        ListResult::Item(sink) => Ok(sink.to_owned()),
        ListResult::End | ListResult::Error => Err(NoList),
    }
}

#[asyncify(ext = IntrospectorAsync, local, cancel = |mut operation| operation.cancel())]
impl Introspector {
    #[asyncify(once)]
    fn get_server_info<F>(
        &self,
        #[map(|info| -> ServerInfo<'static> { info.to_owned() })] callback: F,
    ) -> Operation<dyn FnMut(&ServerInfo<'_>)>
    where
        F: FnMut(&ServerInfo<'_>) + 'static;

    fn get_sink_info_list<F>(
        &self,
        #[map(|entry| -> Result<SinkInfo<'static>, NoList> { owned(entry) })]
        #[end_if(|entry| matches!(entry, ListResult::End))]
        callback: F,
    ) -> Operation<dyn FnMut(ListResult<&SinkInfo<'_>>)>
    where
        F: FnMut(ListResult<&SinkInfo<'_>>) + 'static;

    fn get_sink_info_by_name<F>(
        &self,
        name: &str,
        #[map(|entry| -> Result<SinkInfo<'static>, NoList> { owned(entry) })]
        #[end_if(|entry| matches!(entry, ListResult::End))]
        callback: F,
    ) -> Operation<dyn FnMut(ListResult<&SinkInfo<'_>>)>
    where
        F: FnMut(ListResult<&SinkInfo<'_>>) + 'static;

    #[asyncify(once)]
    fn set_sink_mute_by_name(
        &mut self,
        name: &str,
        mute: bool,
        #[ok_if(|success| success)] callback: Option<Box<dyn FnMut(bool) + 'static>>,
    ) -> Operation<dyn FnMut(bool)>;
}

/// A connected client and the loop that drives it.
fn connect() -> (Mainloop, Context) {
    let mut mainloop = Mainloop::new().unwrap();
    let mut context = Context::new(&mainloop, "asyncify").unwrap();
    let mut states = context.states();
    context.connect(None, FlagSet::NOAUTOSPAWN, None).unwrap();
    while context.get_state() != State::Ready {
        run(&mut mainloop, states.next()).expect("states go on");
        assert!(context.get_state().is_good());
    }
    (mainloop, context)
}

/// Turns the main loop until the future is there.
fn run<F: Future>(mainloop: &mut Mainloop, future: F) -> F::Output {
    let deadline = Instant::now() + Duration::from_secs(30);
    let mut future = pin!(future);
    let mut cx = task::Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
            return output;
        }
        assert!(Instant::now() < deadline, "nothing happens");
        mainloop.prepare(Some(MicroSeconds(1_000_000))).unwrap();
        mainloop.poll().unwrap();
        mainloop.dispatch().unwrap();
    }
}

#[test]
fn the_server_says_what_it_is() {
    if !servers::is_there("ASYNCIFY_AUDIO") {
        return;
    }
    let (mut mainloop, context) = connect();
    let introspector = context.introspect();
    let info = run(&mut mainloop, introspector.get_server_info_async()).unwrap();
    assert_eq!(info.server_name.as_deref(), Some("pulseaudio"));
    assert_eq!(info.default_source_name.as_deref(), Some("tone.monitor"));
}

#[test]
fn a_list_ends_with_its_marker() {
    if !servers::is_there("ASYNCIFY_AUDIO") {
        return;
    }
    let (mut mainloop, context) = connect();
    let sinks = context.introspect().get_sink_info_list_stream();
    let sinks: Vec<_> = run(&mut mainloop, sinks.collect());
    let sinks: Vec<_> = sinks.into_iter().map(Result::unwrap).collect();
    let rate = |name| {
        let mut named = sinks
            .iter()
            .filter(|sink| sink.name.as_deref() == Some(name));
        named.next().map(|sink| sink.sample_spec.rate)
    };
    assert_eq!((rate("tone"), rate("nothing")), (Some(48_000), None));
    assert!(rate("recording").is_some());
}

#[test]
fn a_list_that_is_not_there_is_an_error_then_the_end() {
    if !servers::is_there("ASYNCIFY_AUDIO") {
        return;
    }
    let (mut mainloop, context) = connect();
    let introspector = context.introspect();
    let sinks = introspector.get_sink_info_by_name_stream("nothing");
    let sinks: Vec<_> = run(&mut mainloop, sinks.collect());
    assert!(matches!(sinks[..], [Err(NoList)]), "{sinks:?}");
}

#[test]
fn a_refusal_is_a_failure() {
    if !servers::is_there("ASYNCIFY_AUDIO") {
        return;
    }
    let (mut mainloop, context) = connect();
    let mut introspector = context.introspect();
    let done = introspector.set_sink_mute_by_name_async("nothing", true);
    assert_eq!(
        run(&mut mainloop, done),
        Err(CallError::Failed(NotOk(false)))
    );
}

#[test]
fn what_is_cancelled_does_not_call_back() {
    if !servers::is_there("ASYNCIFY_AUDIO") {
        return;
    }
    let (mut mainloop, context) = connect();
    let introspector = context.introspect();
    let sinks = introspector.get_sink_info_list_stream();
    let mut info = Box::pin(introspector.get_server_info_async());
    assert!(info.as_mut().now_or_never().is_none());
    drop(info);
    drop(sinks);
    // The loop goes on without them. Answers come in order, so theirs would be in by now.
    let info = run(&mut mainloop, introspector.get_server_info_async()).unwrap();
    assert_eq!(info.server_name.as_deref(), Some("pulseaudio"));
}

#[test]
fn an_operation_cancelled_by_hand_is_told_by_its_state() {
    if !servers::is_there("ASYNCIFY_AUDIO") {
        return;
    }
    let (mut mainloop, context) = connect();
    let introspector = context.introspect();
    let mut sinks = introspector.get_sink_info_list_stream();
    assert_eq!(sinks.handle().get_state(), operation::State::Running);
    sinks.handle_mut().cancel();
    assert_eq!(sinks.handle().get_state(), operation::State::Cancelled);
    run(&mut mainloop, introspector.get_server_info_async()).unwrap();
    assert!(sinks.next().now_or_never().is_none(), "nothing came");
}

#[test]
fn a_change_is_an_event_for_who_subscribed() {
    if !servers::is_there("ASYNCIFY_AUDIO") {
        return;
    }
    let (mut mainloop, mut context) = connect();
    let mut changes = context.changes();
    let subscribed = context.subscribe_async(InterestMaskSet::SINK);
    assert_eq!(run(&mut mainloop, subscribed), Ok(true));
    for mute in [true, false] {
        let mut introspector = context.introspect();
        let done = introspector.set_sink_mute_by_name_async("recording", mute);
        run(&mut mainloop, done).unwrap();
        let change = run(&mut mainloop, changes.next()).unwrap();
        assert_eq!(
            (change.0, change.1),
            (Some(Facility::Sink), Some(Change::Changed))
        );
    }
    // The context lets go of its callbacks when it is dropped.
    drop(context);
    assert_eq!(changes.next().now_or_never(), Some(None));
}

//! Listener traits without `self`: an argument leads to the sender.

use std::sync::Arc;

use asyncify::asyncify;
use futures::executor::block_on_stream;

/// Hands each object's events to a state that implements a trait for it, as `wayland-client` does.
mod protocol {
    use std::marker::PhantomData;

    pub(crate) trait Proxy: Clone + std::fmt::Debug + Sized {
        type Event;
    }

    pub(crate) struct Connection;
    pub(crate) struct QueueHandle<State>(pub(crate) PhantomData<State>);

    pub(crate) trait Dispatch<I, UserData, State = Self>
    where
        Self: Sized,
        I: Proxy,
        State: Dispatch<I, UserData, State>,
    {
        fn event(
            state: &mut State,
            proxy: &I,
            event: I::Event,
            data: &UserData,
            conn: &Connection,
            qhandle: &QueueHandle<State>,
        );

        fn event_created_child(opcode: u16, _qhandle: &QueueHandle<State>) -> u16 {
            opcode
        }
    }

    /// What a queue does with what has come in for an object.
    pub(crate) fn dispatch<I: Proxy, U, State: Dispatch<I, U>>(
        state: &mut State,
        proxy: &I,
        data: &U,
        events: impl IntoIterator<Item = I::Event>,
    ) {
        let qhandle = QueueHandle(PhantomData);
        for event in events {
            State::event(state, proxy, event, data, &Connection, &qhandle);
        }
        assert_eq!(State::event_created_child(7, &qhandle), 7);
    }
}

use protocol::{Connection, Proxy, QueueHandle};

#[derive(Clone, Debug, PartialEq)]
struct Output(u8);

impl Proxy for Output {
    type Event = String;
}

#[derive(Clone, Debug, PartialEq)]
struct Seat;

impl Proxy for Seat {
    type Event = u32;
}

#[asyncify(listener, path = protocol::Dispatch)]
trait Dispatch<I, UserData, State = Self>
where
    Self: Sized,
    I: Proxy,
    State: protocol::Dispatch<I, UserData, State>,
{
    #[map(|_, proxy, event, _, _| -> (I, I::Event) { (proxy.clone(), event) })]
    fn event(
        state: &mut State,
        proxy: &I,
        event: I::Event,
        #[user_data] data: &UserData,
        conn: &Connection,
        qhandle: &QueueHandle<State>,
    );
}

struct App;

/// Passes the events of some objects on to their senders.
macro_rules! delegate {
    ($($proxy:ty),*) => {
        $(impl protocol::Dispatch<$proxy, DispatchSender<$proxy>> for App {
            fn event(
                state: &mut Self,
                proxy: &$proxy,
                event: <$proxy as Proxy>::Event,
                data: &DispatchSender<$proxy>,
                conn: &Connection,
                qhandle: &QueueHandle<Self>,
            ) {
                <DispatchSender<$proxy> as protocol::Dispatch<$proxy, _, Self>>::event(
                    state, proxy, event, data, conn, qhandle,
                );
            }
        })*
    };
}
delegate!(Output, Seat);

#[test]
fn the_user_data_is_the_sender() {
    let outputs = DispatchEvents::<Output>::new();
    let seats = DispatchEvents::<Seat>::new();
    let named = ["a", "b"].map(str::to_owned);
    protocol::dispatch(&mut App, &Output(1), &outputs.sender(), named);
    protocol::dispatch(&mut App, &Seat, &seats.sender(), [3]);
    let outputs = block_on_stream(outputs).map(|DispatchEvent::Event(event)| event);
    assert_eq!(
        outputs.collect::<Vec<_>>(),
        [(Output(1), "a".to_owned()), (Output(1), "b".to_owned())]
    );
    let seats = block_on_stream(seats).map(|DispatchEvent::Event(event)| event);
    assert_eq!(seats.collect::<Vec<_>>(), [(Seat, 3)]);
}

/// Each way to hand a sender over, beside methods that are called on it.
#[asyncify(listener)]
trait Mixed<Context> {
    fn by_reference(#[user_data] context: &Context, n: u8);
    fn by_count(n: u8, #[user_data] context: Arc<Context>);
    #[map(|n, _| -> u16 { n.into() })]
    fn closures_may_take_it(n: u8, #[user_data] context: &mut Context);
    #[reply(|n| n + 1)]
    fn replies(#[user_data] context: &Context, n: u8) -> u8;
    fn on_itself(&self);
    #[skip]
    fn create(_context: Context) {}
    #[end]
    fn destroy(#[user_data] context: &Context);
}

#[test]
fn the_sender_may_be_handed_over_in_many_ways() {
    type Sender = MixedSender;
    let events = MixedEvents::new();
    let mut sender = events.sender();
    Sender::by_reference(&sender, 1);
    Sender::by_count(2, Arc::new(sender.clone()));
    Sender::closures_may_take_it(3, &mut sender);
    assert_eq!(Sender::replies(&sender, 4), 5);
    sender.on_itself();
    Sender::create(sender.clone());
    Sender::destroy(&sender);
    Sender::by_reference(&sender, 6);
    let events: Vec<_> = block_on_stream(events).collect();
    assert_eq!(
        format!("{events:?}"),
        "[ByReference { n: 1 }, ByCount { n: 2 }, ClosuresMayTakeIt(3), Replies { n: 4 }, OnItself]"
    );
}

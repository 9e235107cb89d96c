//! A JACK client: samples from the realtime thread, on a server whose sound card is a dummy.

mod servers;

use std::time::Duration;

use asyncify::asyncify;
use futures::StreamExt;
use jack::contrib::ClosureProcessHandler;
use jack::{
    AsyncClient, AudioIn, AudioOut, Client, ClientOptions, Control, Error, Frames, Port, PortId,
    ProcessScope,
};

/// What arrives at a port, in blocks that tell the time of their first sample.
#[asyncify(frames, buffer = 480_000)]
fn capture(
    client: Client,
    port: Port<AudioIn>,
    mut on_samples: impl FnMut(&[f32], Frames) + Send + 'static,
) -> Result<impl AsRef<Client> + Send, Error> {
    let process = move |_: &Client, scope: &ProcessScope| {
        on_samples(port.as_slice(scope), scope.last_frame_time());
        Control::Continue
    };
    client.activate_async((), ClosureProcessHandler::new(process))
}

/// What leaves a port, written ahead.
#[asyncify(feed)]
fn playback(
    client: Client,
    mut port: Port<AudioOut>,
    mut on_need: impl FnMut(&mut [f32]) + Send + 'static,
) -> Result<impl AsRef<Client> + Send, Error> {
    let process = move |_: &Client, scope: &ProcessScope| {
        on_need(port.as_mut_slice(scope));
        Control::Continue
    };
    client.activate_async((), ClosureProcessHandler::new(process))
}

/// What the closure that is called every cycle is put into.
type Cycle = ClosureProcessHandler<(), Box<dyn FnMut(&Client, &ProcessScope) -> Control + Send>>;

#[asyncify(ext = ClientAsync)]
impl Client {
    /// How many samples each cycle is about.
    #[asyncify(name = cycles)]
    fn activate_async<N, P>(
        self,
        notification_handler: N,
        #[shape(
            FnMut(&Client, &ProcessScope) -> Control,
            wrap = |process| Cycle::new(Box::new(process))
        )]
        #[map(|_, scope| -> Frames { scope.n_frames() })]
        #[reply(Control::Continue, closed = Control::Quit)]
        process_handler: P,
    ) -> Result<AsyncClient<N, Cycle>, Error>
    where
        N: 'static + Send + Sync + jack::NotificationHandler,
        P: 'static + Send + jack::ProcessHandler;
}

fn client(name: &str) -> Client {
    Client::new(name, ClientOptions::NO_START_SERVER).unwrap().0
}

/// 1, 2, 3 .. from one client to another, and the silence before and after them.
#[tokio::test]
async fn what_is_written_is_heard() {
    if !servers::is_there("ASYNCIFY_JACK") {
        return;
    }
    let (listener, player) = (client("listener"), client("player"));
    let input = listener.register_port("in", AudioIn::default()).unwrap();
    let output = player.register_port("out", AudioOut::default()).unwrap();
    let ports = (output.name().unwrap(), input.name().unwrap());
    let block = listener.buffer_size() as usize;

    let mut heard = capture(listener, input).unwrap();
    let mut played = playback(player, output).unwrap();
    let listener = heard.handle().as_ref();
    assert_eq!(listener.name(), "listener");
    listener.connect_ports_by_name(&ports.0, &ports.1).unwrap();

    let samples: Vec<f32> = (1..=50 * block).map(|sample| sample as f32).collect();
    let mut sound = Vec::new();
    // More than the ring holds: writing waits for JACK to play.
    let write = async {
        played.write(&samples).await.unwrap();
        played.drain().await.unwrap();
    };
    let listen = async {
        while sound.last() != samples.last() {
            let frame = heard.next().await.unwrap();
            assert_eq!((frame.gap(), frame.len()), (0, block));
            sound.extend(frame.iter().filter(|sample| **sample != 0.0));
        }
    };
    tokio::join!(write, listen);
    assert_eq!(sound, samples);
    assert_eq!(played.taken(), samples.len() as u64);

    // Whatever is dropped or closed first, JACK lets go of the callbacks.
    played.close().await;
    heard.close().await;
    while heard.next().await.is_some() {}
    assert!(played.write(&[1.0]).await.is_err());
}

#[tokio::test]
async fn every_cycle_is_an_item() {
    if !servers::is_there("ASYNCIFY_JACK") {
        return;
    }
    let mut cycles = client("cycling").cycles(()).unwrap();
    let block = cycles.handle().as_client().buffer_size();
    let seen: Vec<_> = cycles.by_ref().take(5).collect().await;
    assert_eq!(seen, [block; 5]);
    cycles.close().await;
    while cycles.next().await.is_some() {}
}

#[asyncify(listener, path = jack::NotificationHandler)]
trait Notification {
    #[map(|_, name, is_registered| -> (String, bool) { (name.to_owned(), is_registered) })]
    fn client_registration(&mut self, client: &Client, name: &str, is_registered: bool);

    #[map(|_, a, b, are_connected| -> (PortId, PortId, bool) { (a, b, are_connected) })]
    fn ports_connected(
        &mut self,
        client: &Client,
        port_id_a: PortId,
        port_id_b: PortId,
        are_connected: bool,
    );

    #[map(|_| -> () {})]
    #[reply(Control::Continue)]
    fn graph_reorder(&mut self, client: &Client) -> Control;
}

#[asyncify(listener, path = jack::ProcessHandler)]
trait Process {
    #[map(|_, scope| -> Frames { scope.n_frames() })]
    #[reply(Control::Continue)]
    fn process(&mut self, client: &Client, process_scope: &ProcessScope) -> Control;

    #[map(|_, size| -> Frames { size })]
    #[reply(Control::Continue)]
    fn buffer_size(&mut self, client: &Client, size: Frames) -> Control;
}

/// Waits for that notification.
async fn until(
    notifications: &mut NotificationEvents,
    expected: impl Fn(&NotificationEvent) -> bool,
) {
    let wait = async { while !expected(&notifications.next().await.expect("JACK goes on")) {} };
    let waited = tokio::time::timeout(Duration::from_secs(60), wait).await;
    waited.expect("a notification comes");
}

#[tokio::test]
async fn what_the_server_notifies_of_is_an_event() {
    if !servers::is_there("ASYNCIFY_JACK") {
        return;
    }
    let mut notifications = NotificationEvents::new();
    let mut processing = ProcessEvents::new();
    let watching = client("watching")
        .activate_async(notifications.sender(), processing.sender())
        .unwrap();
    let size = watching.as_client().buffer_size();
    assert!(matches!(processing.next().await, Some(ProcessEvent::BufferSize(n)) if n == size));
    assert!(matches!(processing.next().await, Some(ProcessEvent::Process(n)) if n == size));

    let visitor = client("visitor");
    let registered = |name: &str, is_registered| {
        let expected = (name.to_owned(), is_registered);
        move |event: &NotificationEvent| matches!(event, NotificationEvent::ClientRegistration(told) if *told == expected)
    };
    until(&mut notifications, registered("visitor", true)).await;
    drop(visitor);
    until(&mut notifications, registered("visitor", false)).await;

    watching.deactivate().unwrap();
    while notifications.next().await.is_some() {}
    while processing.next().await.is_some() {}
}

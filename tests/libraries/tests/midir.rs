//! MIDI through a JACK server: what one client sends, a stream of another receives.

mod hazards;
mod servers;

use std::thread;
use std::time::Duration;

use asyncify::asyncify;
use asyncify_libraries::midir::MidiInputAsync;
use futures::StreamExt;
use midir::os::unix::VirtualOutput;
use midir::{
    ConnectError, MidiInput, MidiInputConnection, MidiInputPort, MidiOutput, MidiOutputConnection,
};

/// A port that sends, and how those who receive see it.
fn sender(name: &str) -> (MidiOutputConnection, MidiInput, MidiInputPort) {
    let output = MidiOutput::new(name).unwrap();
    let output = output.create_virtual("out").unwrap();
    let input = MidiInput::new("listener").unwrap();
    let mut ports = input.ports().into_iter();
    let port = ports
        .find(|port| input.port_name(port).unwrap().starts_with(name))
        .expect("the sender's port is there");
    (output, input, port)
}

#[tokio::test]
async fn messages_arrive_in_order_until_the_stream_is_closed() {
    if !servers::is_there("ASYNCIFY_JACK") {
        return;
    }
    let (mut output, input, port) = sender("keyboard");
    let mut messages = input.connect_stream(&port, "in", ()).ok().unwrap();
    let notes = 60..70_u8;
    for note in notes.clone() {
        output.send(&[0x90, note, 100]).unwrap();
        output.send(&[0x80, note, 0]).unwrap();
    }
    let expected = notes.flat_map(|note| [vec![0x90, note, 100], vec![0x80, note, 0]]);
    let mut last = 0;
    for message in expected {
        let next = tokio::time::timeout(Duration::from_secs(60), messages.next()).await;
        let (time, bytes) = next.expect("a message comes").expect("it goes on");
        assert_eq!(bytes, message);
        assert!(time >= last, "{time} µs after {last} µs");
        last = time;
    }
    messages.close().await;
    output.send(&[0x90, 1, 1]).unwrap();
    assert_eq!(messages.next().await, None);
}

#[tokio::test]
async fn a_port_that_is_gone_is_the_libraries_own_error() {
    if !servers::is_there("ASYNCIFY_JACK") {
        return;
    }
    let (output, input, port) = sender("gone");
    output.close();
    let refused = input.connect_stream(&port, "in", ()).err().unwrap();
    assert_eq!(refused.kind(), midir::ConnectErrorKind::InvalidPort);
}

#[tokio::test]
async fn a_stream_may_be_dropped_inside_its_callback() {
    if !servers::is_there("ASYNCIFY_JACK") {
        return;
    }
    let (mut output, input, port) = sender("left");
    let messages = input.connect_stream(&port, "in", ()).ok().unwrap();
    // With the stream goes the connection, on JACK's own thread.
    let dropped = hazards::drop_when_woken(messages);
    output.send(&[0x90, 60, 100]).unwrap();
    let thread = dropped.recv_timeout(Duration::from_secs(60)).unwrap();
    assert_ne!(thread, thread::current().id());
    output.send(&[0x80, 60, 0]).unwrap();
}

#[asyncify(ext = Panicking)]
impl MidiInput {
    #[asyncify(name = panicking)]
    fn connect<F, T: Send>(
        self,
        port: &MidiInputPort,
        port_name: &str,
        #[map(|_, message, _| -> u8 { panic!("{message:?}") })] callback: F,
        data: T,
    ) -> Result<MidiInputConnection<T>, ConnectError<MidiInput>>
    where
        F: FnMut(u64, &[u8], &mut T) + Send + 'static;
}

#[tokio::test]
async fn a_panic_in_a_map_is_the_consumers() {
    if !servers::is_there("ASYNCIFY_JACK") {
        return;
    }
    let (mut output, input, port) = sender("wrong");
    let mut messages = input.panicking(&port, "in", ()).ok().unwrap();
    output.send(&[0x90, 60, 100]).unwrap();
    assert_eq!(hazards::panic_of(&mut messages), "[144, 60, 100]");
}

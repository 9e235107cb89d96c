//! MIDI through a JACK server: what one client sends, a stream of another receives.

mod servers;

use std::time::Duration;

use asyncify_libraries::midir::MidiInputAsync;
use futures::StreamExt;
use midir::os::unix::VirtualOutput;
use midir::{MidiInput, MidiInputPort, MidiOutput, MidiOutputConnection};

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
        let next = tokio::time::timeout(Duration::from_secs(30), messages.next()).await;
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

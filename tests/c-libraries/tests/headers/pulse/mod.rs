//! libpulse: lists with a mark at their end, operations that are given back, a setter.

mod client;
#[allow(clippy::all, warnings, reason = "rust-bindgen wrote it")]
mod ffi {
    include!(concat!(env!("OUT_DIR"), "/pulse.rs"));
}
#[allow(
    clippy::undocumented_unsafe_blocks,
    unreachable_pub,
    reason = "it is generated"
)]
mod generated;

use asyncify::CallError;
use futures::{FutureExt, StreamExt};

use client::{Client, Refused};

/// `PA_CONTEXT_READY`
const READY: u32 = 4;

#[link(name = "pulse")]
unsafe extern "C" {}

/// A client that is connected, or none where there is no server.
fn connected() -> Option<Client> {
    if !crate::servers::is_there("ASYNCIFY_AUDIO") {
        return None;
    }
    let client = Client::new();
    // SAFETY: the stream is dropped before the context.
    let mut states = unsafe { generated::states(client.context) };
    client.connect();
    while client.state() != READY {
        client.run(states.next()).expect("states go on");
        assert!(client.state() <= READY);
    }
    drop(states);
    Some(client)
}

#[test]
fn a_call_of_a_client_that_is_not_connected_is_refused() {
    let client = Client::new();
    // SAFETY: the client lives.
    let server = unsafe { generated::server(client.context) };
    assert_eq!(server.now_or_never(), Some(Err(CallError::Failed(Refused))));
}

#[test]
fn the_server_says_what_it_is() {
    let Some(client) = connected() else { return };
    // SAFETY: the client lives.
    let server = client.run(unsafe { generated::server(client.context) });
    assert_eq!(server.as_deref(), Ok("pulseaudio"));
}

#[test]
fn a_list_ends_with_its_marker() {
    let Some(client) = connected() else { return };
    // SAFETY: the client lives.
    let sinks = unsafe { generated::sinks(client.context) }.unwrap();
    let sinks: Vec<_> = client.run(sinks.collect());
    let rate = |name: &str| {
        let found = sinks.iter().find(|sink| sink.name == name);
        found.map(|sink| sink.rate)
    };
    assert_eq!((rate("tone"), rate("nothing")), (Some(48_000), None));
    assert!(rate("recording").is_some());
}

#[test]
fn what_is_asked_for_happens_or_is_refused() {
    let Some(client) = connected() else { return };
    let mute = |name: &'static std::ffi::CStr, is_mute: bool| {
        // SAFETY: the name is static, and the client lives.
        client.run(unsafe { generated::mute(client.context, name.as_ptr(), is_mute.into()) })
    };
    let is_mute = || {
        // SAFETY: the client lives.
        let sinks = unsafe { generated::sinks(client.context) }.unwrap();
        let sinks: Vec<_> = client.run(sinks.collect());
        let found = sinks.iter().find(|sink| sink.name == "counting");
        found.expect("the server has it").is_mute
    };
    assert_eq!(mute(c"nothing", true), Err(CallError::Failed(Refused)));
    assert_eq!(mute(c"counting", true), Ok(()));
    assert!(is_mute());
    assert_eq!(mute(c"counting", false), Ok(()));
    assert!(!is_mute());
}

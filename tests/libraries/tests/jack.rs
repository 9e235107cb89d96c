//! A JACK client: samples from the realtime thread, on a server whose sound card is a dummy.

mod servers;

use asyncify::asyncify;
use futures::StreamExt;
use jack::contrib::ClosureProcessHandler;
use jack::{AudioIn, AudioOut, Client, ClientOptions, Control, Error, Frames, Port, ProcessScope};

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

fn client(name: &str) -> Client {
    Client::new(name, ClientOptions::NO_START_SERVER).unwrap().0
}

/// A client that plays 1, 2, 3 ..
fn counting(name: &str) -> (String, impl Send) {
    let client = client(name);
    let mut port = client.register_port("out", AudioOut::default()).unwrap();
    let port_name = port.name().unwrap();
    let mut count = 0.0;
    let process = move |_: &Client, scope: &ProcessScope| {
        for sample in port.as_mut_slice(scope) {
            count += 1.0;
            *sample = count;
        }
        Control::Continue
    };
    let playing = client
        .activate_async((), ClosureProcessHandler::new(process))
        .unwrap();
    (port_name, playing)
}

#[tokio::test]
async fn samples_arrive_as_they_were_played() {
    if !servers::is_there("ASYNCIFY_JACK") {
        return;
    }
    let (source, _playing) = counting("counting");
    let client = client("capturing");
    let port = client.register_port("in", AudioIn::default()).unwrap();
    let sink = port.name().unwrap();
    let mut frames = capture(client, port).unwrap();
    let client = frames.handle().as_ref();
    assert_eq!(client.name(), "capturing");
    let block = client.buffer_size() as usize;
    client.connect_ports_by_name(&source, &sink).unwrap();

    let (mut heard, mut last) = (0, 0.0);
    while heard < 20 * block {
        let frame = frames.next().await.unwrap();
        assert_eq!((frame.gap(), frame.len()), (0, block));
        // Silence until the two are connected.
        if frame[0] == 0.0 {
            assert_eq!(heard, 0);
            continue;
        }
        assert!(frame[0] > last, "{} after {last}", frame[0]);
        assert!(frame.windows(2).all(|pair| pair[0] + 1.0 == pair[1]));
        last = frame[block - 1];
        heard += block;
    }
    frames.close().await;
    while frames.next().await.is_some() {}
}

//! Finding a device that really delivers.

use std::time::Duration;

use asyncify_cpal::{Capture, CaptureInfo, Frame, Severity, severity};
use futures::StreamExt;
use tokio::time::timeout;

use crate::args::Args;
use crate::failure::Failure;
use crate::say::say;
use crate::source::{Opened, Source, quietly};

/// How long a device may be silent.
pub(crate) const PATIENCE: Duration = Duration::from_secs(2);

/// How long it may take to open one: a sound server may have to be started first, or stand still.
const OPENING: Duration = Duration::from_secs(5);

/// A device that has begun to deliver.
pub(crate) struct Listening {
    pub(crate) source: Opened,
    pub(crate) first: Frame<f32, CaptureInfo>,
}

/// The device that was asked for, or else the default one, or else the embedded one.
pub(crate) async fn listen(args: &Args) -> Result<Listening, Failure> {
    let rate = args.rate;
    if let Some(name) = args.device.clone() {
        return begin(move || Source::named(&name)?.open(rate)).await;
    }
    listen_or_embedded(Source::default, rate).await
}

pub(crate) async fn listen_or_embedded(
    source: impl FnOnce() -> Option<Source> + Send + 'static,
    rate: Option<u32>,
) -> Result<Listening, Failure> {
    let none = || Failure::Device("there is no input device".to_owned());
    match begin(move || source().ok_or_else(none)?.open(rate)).await {
        Ok(listening) => Ok(listening),
        // There is a sound input, and what it cannot do was asked for.
        Err(failure @ Failure::UnsupportedFormat(_)) if rate.is_some() => Err(failure),
        Err(failure) => {
            say(format_args!("No sound input: {}", failure.why()));
            say("Going on with the embedded recording (2.5 s), repeated at real-time pace");
            begin(move || Source::embedded().open(rate)).await
        }
    }
}

async fn begin(
    open: impl FnOnce() -> Result<Opened, Failure> + Send + 'static,
) -> Result<Listening, Failure> {
    let Ok(opened) = timeout(OPENING, asyncify::blocking(|| quietly(open))).await else {
        let why = format!("the sound system did not answer within {OPENING:?}");
        return Err(Failure::Device(why));
    };
    let mut source = opened?;
    let first = timeout(PATIENCE, first_frame(&mut source.capture)).await;
    let first = first.unwrap_or_else(|_| {
        let why = format!("{} delivered nothing within {PATIENCE:?}", source.name);
        Err(Failure::Device(why))
    });
    if first.is_err() {
        close(&mut source.capture).await;
    }
    first.map(|first| Listening { source, first })
}

/// Stops the device. One that does not stop is left to itself.
pub(crate) async fn close(capture: &mut Capture<f32, cpal::Stream>) {
    let _ = timeout(PATIENCE, capture.close()).await;
}

async fn first_frame(
    capture: &mut Capture<f32, cpal::Stream>,
) -> Result<Frame<f32, CaptureInfo>, Failure> {
    loop {
        match capture.next().await {
            Some(Ok(frame)) => return Ok(frame),
            Some(Err(warning)) if severity(&warning) == Severity::Warning => {}
            Some(Err(error)) => return Err(error.into()),
            None => return Err(Failure::Device("the stream ended".to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use cpal::traits::HostTrait;
    use cpal::{SampleFormat, SupportedBufferSize, SupportedStreamConfig};
    use scripted_host::ScriptedHost;

    use super::listen_or_embedded;
    use crate::embedded;
    use crate::failure::Failure;
    use crate::source::Source;

    fn silent() -> Source {
        let any = SupportedBufferSize::Unknown;
        let config = SupportedStreamConfig::new(1, 48_000, any, SampleFormat::I16);
        let host = ScriptedHost::new("silent", config, |caller| caller.wait_until_dropped());
        Source::new(host.into_cpal().default_input_device().unwrap())
    }

    #[tokio::test]
    async fn an_input_that_delivers_nothing_gives_way_to_the_embedded_one() {
        let listening = listen_or_embedded(|| Some(silent()), None).await.unwrap();
        assert_eq!(listening.source.name, embedded::NAME);
        assert_eq!(listening.first.position(), 0);
    }

    #[tokio::test]
    async fn an_input_that_cannot_do_what_was_asked_for_does_not() {
        let outcome = listen_or_embedded(|| Some(silent()), Some(44_100)).await;
        assert!(matches!(outcome, Err(Failure::UnsupportedFormat(_))));
    }
}

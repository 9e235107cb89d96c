//! Finding a device that really delivers.

use std::time::Duration;

use asyncify_cpal::{Capture, CaptureInfo, Frame, Severity, severity};
use futures::StreamExt;
use tokio::time::timeout;

use crate::args::Args;
use crate::failure::Failure;
use crate::say::say;
use crate::source::{Opened, Source};

/// How long a device may be silent.
pub(crate) const PATIENCE: Duration = Duration::from_secs(2);

/// A device that has begun to deliver.
pub(crate) struct Listening {
    pub(crate) source: Opened,
    pub(crate) first: Frame<f32, CaptureInfo>,
}

/// The device that was asked for, or else the default one, or else the embedded one.
pub(crate) async fn listen(args: &Args) -> Result<Listening, Failure> {
    if let Some(name) = &args.device {
        return begin(Source::named(name)?.open(args.rate)?).await;
    }
    listen_or_embedded(Source::default(), args.rate).await
}

pub(crate) async fn listen_or_embedded(
    source: Option<Source>,
    rate: Option<u32>,
) -> Result<Listening, Failure> {
    let opened = source.ok_or_else(|| Failure::Device("there is no input device".to_owned()));
    let listening = match opened.and_then(|source| source.open(rate)) {
        Ok(opened) => begin(opened).await,
        Err(failure) => Err(failure),
    };
    match listening {
        Ok(listening) => Ok(listening),
        // There is a sound input, and what it cannot do was asked for.
        Err(failure @ Failure::UnsupportedFormat(_)) if rate.is_some() => Err(failure),
        Err(failure) => {
            say(format_args!("No sound input: {}", failure.why()));
            say("Going on with the embedded recording (2.5 s), repeated at real-time pace");
            begin(Source::embedded().open(rate)?).await
        }
    }
}

async fn begin(mut source: Opened) -> Result<Listening, Failure> {
    let first = timeout(PATIENCE, first_frame(&mut source.capture))
        .await
        .map_err(|_| {
            Failure::Device(format!(
                "{} delivered nothing within {PATIENCE:?}",
                source.name
            ))
        })??;
    Ok(Listening { source, first })
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
        let listening = listen_or_embedded(Some(silent()), None).await.unwrap();
        assert_eq!(listening.source.name, embedded::NAME);
        assert_eq!(listening.first.position(), 0);
    }

    #[tokio::test]
    async fn an_input_that_cannot_do_what_was_asked_for_does_not() {
        let outcome = listen_or_embedded(Some(silent()), Some(44_100)).await;
        assert!(matches!(outcome, Err(Failure::UnsupportedFormat(_))));
    }
}

//! Finding a device that really delivers.

use std::time::Duration;

use asyncify_cpal::{Capture, CaptureInfo, Frame, Severity, severity};
use futures::StreamExt;
use tokio::time::timeout;

use crate::args::Args;
use crate::failure::Failure;
use crate::say::say;
use crate::source::{Opened, Source};

const PATIENCE: Duration = Duration::from_secs(2);

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
    match default_input(args).await {
        Ok(listening) => Ok(listening),
        // There is a sound input, and what it cannot do was asked for.
        Err(failure @ Failure::UnsupportedFormat(_)) if args.rate.is_some() => Err(failure),
        Err(reason) => {
            say(format_args!("This machine has no sound input ({reason})"));
            say("Going on with the embedded recording, played at real-time pace");
            begin(Source::embedded().open(args.rate)?).await
        }
    }
}

async fn default_input(args: &Args) -> Result<Listening, Failure> {
    let nothing = || Failure::Device("there is no input device".to_owned());
    begin(Source::default().ok_or_else(nothing)?.open(args.rate)?).await
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

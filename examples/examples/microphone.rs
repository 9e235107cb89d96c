//! A microphone as a `Stream`: five seconds of sound from the default input device, and how loud
//! each second was.
//!
//! cpal calls back on a realtime thread. The loop below runs wherever its executor likes; while it
//! waits, no thread does.
//!
//! ```text
//! cargo run --package asyncify-examples --features audio --example microphone
//! ```

use std::process::ExitCode;

use futures::StreamExt;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match listen().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("microphone: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn listen() -> Result<(), cpal::Error> {
    let mut mic = asyncify_cpal::microphone()?;
    let (mut seconds, mut heard, mut loudest) = (0, 0, 0.0_f32);
    while let Some(frame) = mic.next().await {
        let frame = frame?;
        if frame.gap() > 0 {
            eprintln!("{} samples were lost before this frame", frame.gap());
        }
        loudest = frame
            .iter()
            .fold(loudest, |loudest, sample| loudest.max(sample.abs()));
        heard += frame.len();
        let info = frame.info();
        if heard >= info.sample_rate as usize * usize::from(info.channels) {
            seconds += 1;
            println!(
                "second {seconds}: at most {:.1} % of full scale",
                100.0 * loudest
            );
            (heard, loudest) = (0, 0.0);
        }
        if seconds == 5 {
            break;
        }
    }
    // Stops the device, and waits until it will not call back any more.
    mic.close().await;
    Ok(())
}

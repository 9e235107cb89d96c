//! Plays a tone on the default output device, written by a task: `tone [HERTZ [SECONDS]]`.
//!
//! cpal asks for samples in a realtime callback. Here a loop writes them, and waits where it is a
//! quarter of a second ahead; while it waits, no thread does.
//!
//! ```text
//! cargo run --package asyncify-examples --features audio --example tone -- 440 2
//! ```

use std::error::Error;
use std::f32::consts::TAU;
use std::iter;
use std::process::ExitCode;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match play().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("tone: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn play() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let hertz = number(arguments.next(), 440.0, "the frequency, in hertz")?;
    let seconds = number(arguments.next(), 2.0, "the length, in seconds")?;

    let (mut speaker, config) = asyncify_cpal::speaker()?;
    let rate = config.sample_rate as f32;
    let (moments, fade) = ((seconds * rate) as u32, 0.01 * rate);
    let sample = |moment: u32| {
        let edge = moment.min(moments - moment) as f32;
        let volume = 0.2 * (edge / fade).min(1.0);
        let turns = (f64::from(moment) * f64::from(hertz) / f64::from(rate)).fract() as f32;
        volume * (TAU * turns).sin()
    };
    // A tenth of a second at a time: the device, which plays already, finds enough or nothing.
    let block = config.sample_rate / 10;
    for start in (0..moments).step_by(block as usize) {
        let samples = (start..moments.min(start + block)).map(sample);
        // The same on every channel.
        let samples = samples.flat_map(|sample| iter::repeat_n(sample, config.channels.into()));
        speaker.write(&samples.collect::<Vec<_>>()).await?;
    }
    // What is drained has been taken by the device, but not been heard yet: let that be silence.
    let silence = vec![0.0; config.sample_rate as usize / 4 * usize::from(config.channels)];
    speaker.write(&silence).await?;
    speaker.drain().await?;
    println!(
        "{} samples, {} underruns",
        speaker.taken(),
        speaker.underruns()
    );
    speaker.close().await;
    Ok(())
}

fn number(argument: Option<String>, default: f32, what: &str) -> Result<f32, String> {
    let Some(argument) = argument else {
        return Ok(default);
    };
    match argument.parse() {
        Ok(number) if number > 0.0 && number < 100_000.0 => Ok(number),
        _ => Err(format!("expected {what}, not `{argument}`")),
    }
}

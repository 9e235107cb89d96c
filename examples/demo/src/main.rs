//! Captures a microphone into a WAV file through a `Stream`, with a level meter on the way.
//!
//! `cargo xtask demo --help` says how to use it. The way of the sound: [`source`] opens a device,
//! [`listen`] sees that it delivers, [`record`] reads the stream.

mod args;
mod embedded;
mod failure;
mod level;
mod list;
mod listen;
mod meter;
mod record;
mod report;
mod say;
mod source;
mod statistics;
mod wav;

use std::process::ExitCode;

use clap::Parser;

use args::Args;
use failure::Failure;
use say::say;

fn main() -> ExitCode {
    let args = Args::parse();
    if args.list {
        source::quietly(list::print);
        return ExitCode::SUCCESS;
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let outcome = match runtime {
        Ok(runtime) => {
            let outcome = runtime.block_on(run(&args));
            // A sound server that stands still is not waited for.
            runtime.shutdown_background();
            outcome
        }
        Err(error) => Err(Failure::Device(format!("no executor: {error}"))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::from(failure.exit_code())
        }
    }
}

async fn run(args: &Args) -> Result<(), Failure> {
    // Before a device is opened for nothing.
    wav::check(&args.out)?;
    let listening = listen::listen(args).await?;
    say(format_args!(
        "Capturing {} (Ctrl-C ends)",
        listening.source.name
    ));
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            // It cannot be caught here, so it ends the process as ever.
            std::future::pending::<()>().await;
        }
    };
    let (report, failure) = record::record(listening, &args.out, args.seconds, interrupt).await?;
    say(report);
    failure.map_or(Ok(()), Err)
}

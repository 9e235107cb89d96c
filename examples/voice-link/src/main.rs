//! A microphone over a WebSocket, and messages back.
//!
//! The way of the sound: [`audio`] brings it and cuts it into frames, a [`gate`] lets those through
//! that are wanted, the [`client`] sends them. The [`server`] passes them on to browsers.

mod args;
mod audio;
mod backoff;
mod client;
mod failure;
mod gate;
mod load;
mod protocol;
mod say;
mod server;
mod stats;

use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command, Connect, Stats};
use failure::Failure;
use say::say;

fn main() -> ExitCode {
    let cli = Cli::parse();
    // What comes from outside, from the microphone's thread above all, is looked for before each
    // task: there may be many.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .global_queue_interval(1)
        .build();
    let outcome = match runtime {
        Ok(runtime) => {
            // As a task of its own, it takes its turn with the others.
            let task = runtime.spawn(run(cli.command));
            let outcome = runtime.block_on(task).expect("nobody cancels it");
            // Whoever still reads the terminal is not waited for.
            runtime.shutdown_background();
            outcome
        }
        Err(error) => Err(Failure::Network(format!("no executor: {error}"))),
    };
    let code = match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            say::note(format_args!("error: {failure}"));
            ExitCode::from(failure.exit_code())
        }
    };
    say::finish();
    code
}

async fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Connect(args) => connect(&args).await,
        Command::Serve(args) => server::run(&args, interrupt()).await,
    }
}

async fn connect(args: &Connect) -> Result<(), Failure> {
    let _load = load::start(args.load);
    let stats = client::run(args, interrupt()).await?;
    match args.stats {
        Stats::Text => say(stats),
        Stats::Json => say(serde_json::to_string(&stats).expect("they are numbers")),
    }
    Ok(())
}

/// Ctrl-C.
async fn interrupt() {
    if tokio::signal::ctrl_c().await.is_err() {
        // It cannot be caught here, so it ends the process as ever.
        std::future::pending::<()>().await;
    }
}

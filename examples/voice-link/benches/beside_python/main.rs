//! The voice link beside the same client in Python: how soon sound is on the socket and messages are
//! handled, and what is lost. `cargo xtask bench voice-link` runs this beside a sound server.

mod server;
mod table;

use std::error::Error;
use std::ffi::OsString;
use std::process::{Command, Stdio};
use std::time::Duration;

use clap::Parser;
use serde::Deserialize;
use tokio::net::TcpListener;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use server::Heard;

/// The voice link beside the same client in Python
#[derive(Parser)]
#[command(bin_name = "cargo xtask bench voice-link")]
struct Args {
    /// How often each is measured; they take turns
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// How long each turn is
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Cargo says so
    #[arg(long, hide = true)]
    bench: bool,
}

/// How many other tasks the loop has.
const LOADS: [u32; 2] = [0, 1000];

/// What a client prints at its end. PROTOCOL.md tells what it means.
#[derive(Deserialize)]
struct Figures {
    sent: u64,
    lost: u64,
    out_us: Spread,
    in_us: Spread,
}

#[derive(Deserialize)]
struct Spread {
    p50: f64,
    p99: f64,
    max: f64,
}

/// A client, the load it is under, and how it did in each of its turns.
struct Candidate {
    name: &'static str,
    program: Vec<OsString>,
    load: u32,
    turns: Vec<(Figures, Heard)>,
}

impl Candidate {
    async fn take_turn(&mut self, seconds: u64) -> Result<(), Box<dyn Error>> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let mut command = Command::new(&self.program[0]);
        command
            .args(&self.program[1..])
            .arg(format!("ws://{}/link", listener.local_addr()?))
            .args(["--stats", "json", "--load", &self.load.to_string()])
            .args(["--seconds", &seconds.to_string()])
            .env("PULSE_SOURCE", "counting.monitor")
            .stdin(Stdio::null());
        let client = spawn_blocking(move || command.stderr(Stdio::inherit()).output());
        let patience = Duration::from_secs(seconds + 30);
        let heard = timeout(patience, server::hear(&listener)).await??;
        let output = client.await??;
        let text = String::from_utf8(output.stdout)?;
        let last = text.lines().last().unwrap_or_default();
        self.turns.push((serde_json::from_str(last)?, heard));
        Ok(())
    }
}

fn candidates() -> Result<Vec<Candidate>, Box<dyn Error>> {
    let python = std::env::var_os("ASYNCIFY_PYTHON").ok_or("there is no Python for it")?;
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/python/client.py");
    let ours: Vec<OsString> = vec![env!("CARGO_BIN_EXE_voice-link").into(), "connect".into()];
    let programs = [("asyncify", ours), ("Python", vec![python, script.into()])];
    let under = |load| {
        programs.clone().map(|(name, program)| Candidate {
            name,
            program,
            load,
            turns: Vec::new(),
        })
    };
    Ok(LOADS.into_iter().flat_map(under).collect())
}

fn main() -> Result<(), Box<dyn Error>> {
    let args = Args::parse();
    let mut candidates = candidates()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    for round in 0..args.rounds {
        let count = candidates.len();
        // Each round begins with another one, so that what else the machine does meets all of them.
        for turn in 0..count {
            let candidate = &mut candidates[(round + turn) % count];
            eprintln!(
                "round {round}: {}, {} other tasks",
                candidate.name, candidate.load
            );
            runtime.block_on(candidate.take_turn(args.seconds))?;
        }
    }
    println!("{}", table::Document(&args, &candidates));
    Ok(())
}

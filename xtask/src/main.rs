//! The commands the README names. `cargo xtask help` lists them.

mod bench;
mod corpus;
mod demo;
mod diagnostics;
mod fuzz;
mod inventory;
mod models;
mod picture;
mod process;
mod sanitize;
mod servers;
mod setup;
mod soak;
mod survey;
mod test;
mod wake;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// asyncify's demo and tests, with what they need from the system
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Capture the microphone into a WAV file; `cargo xtask demo --help` lists its options
    #[command(disable_help_flag = true)]
    Demo {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<OsString>,
    },
    /// Measure asyncify beside its peers; `cargo xtask bench --help` lists the options, and
    /// `cargo xtask bench voice-link` measures the voice link beside the same in Python
    #[command(disable_help_flag = true)]
    Bench {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<OsString>,
    },
    /// Write docs/cookbook.md from the declarations in tests/corpus
    Corpus {
        /// Only say whether it is up to date
        #[arg(long)]
        check: bool,
    },
    /// Write docs/diagnostics.md from the texts that `cargo asyncify explain` shows
    Diagnostics {
        /// Only say whether it is up to date
        #[arg(long)]
        check: bool,
    },
    /// Run the models of the runtime, and write docs/models.md, which tells what they explore
    Models {
        /// Only say whether it names the same models
        #[arg(long)]
        check: bool,
        /// Instead, make mistakes in a copy of the runtime, each of which a model must find
        #[arg(long, conflicts_with = "check")]
        broken: bool,
    },
    /// Write docs/images/asyncify.svg, a terminal in which a crate's callbacks become a stream
    Picture {
        /// Only say whether it is what the commands print now, and README too
        #[arg(long)]
        check: bool,
    },
    /// Run random producers and consumers over every lane, and check each item
    Soak {
        /// How long
        #[arg(long, default_value_t = 20)]
        seconds: u64,
        /// What is drawn from; another one each time unless it is given
        #[arg(long)]
        seed: Option<u64>,
    },
    /// Search for input that the macro does not answer with items or a message
    Fuzz {
        /// How long, for each of the targets
        #[arg(long, default_value_t = 60)]
        seconds: u32,
        /// So many inputs instead, and the same ones each time
        #[arg(long, conflicts_with_all = ["seconds", "keep"])]
        inputs: Option<u32>,
        /// Afterwards, keep in fuzz/corpus what reached new code
        #[arg(long)]
        keep: bool,
    },
    /// Measure `cargo asyncify` on many libraries, and write docs/survey.md
    Survey {
        /// Only these, without writing
        crates: Vec<String>,
        /// Only say whether it would be the same, but for the times
        #[arg(long, conflicts_with = "crates")]
        check: bool,
    },
    /// Write docs/unsafe.md, which tells why unsafe code is sound, and what tests it
    Unsafe {
        /// Only say whether it is up to date
        #[arg(long)]
        check: bool,
    },
    /// Measure what it costs a microphone's callback to wake its reader, and how long that waits:
    /// docs/benchmarks/wake.md
    Wake,
    /// Run every test that needs no more of the system than a sound library
    Test {
        /// Run the sound tests instead, against a private sound server with virtual devices
        #[arg(long)]
        audio: bool,
        /// Run all of them, and the tests of libraries that are packages of the system
        #[arg(long, conflicts_with = "audio")]
        all: bool,
        /// Run the tests of C callbacks and of realtime callbacks instead, and every action of a
        /// callback against every action of its consumer, under sanitizers and valgrind
        #[arg(long, conflicts_with_all = ["audio", "all"])]
        sanitize: bool,
    },
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    // Ctrl-C reaches the running child as well. It ends in its own time, and what was started for
    // it is stopped afterwards: so this process must outlive it.
    if let Err(error) = ctrlc::set_handler(|| {}) {
        eprintln!("warning: Ctrl-C will not clean up: {error}");
    }
    let outcome = match cli.task {
        Task::Demo { args } => demo::run(&args),
        Task::Bench { args } => bench::run(&args),
        Task::Corpus { check } => corpus::run(check),
        Task::Diagnostics { check } => diagnostics::run(check),
        Task::Models { broken: true, .. } => models::broken(),
        Task::Models { check, .. } => models::run(check),
        Task::Picture { check } => picture::run(check),
        Task::Soak { seconds, seed } => soak::run(seconds, seed),
        Task::Fuzz {
            inputs: Some(inputs),
            ..
        } => fuzz::repeatable(inputs),
        Task::Fuzz { seconds, keep, .. } => fuzz::run(seconds, keep),
        Task::Unsafe { check } => inventory::run(check),
        Task::Survey { crates, check } => survey::run(&crates, check),
        Task::Wake => wake::run(),
        Task::Test { all: true, .. } => test::all(),
        Task::Test { audio: true, .. } => test::audio(),
        Task::Test { sanitize: true, .. } => sanitize::all(),
        Task::Test { .. } => test::plain(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

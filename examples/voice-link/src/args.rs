//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};
use hyper::Uri;

/// A microphone over a WebSocket, and messages back: both as soon as they are there.
///
/// `voice-link serve` is the other end, with a page that shows and plays what comes.
#[derive(Debug, Parser)]
#[command(name = "voice-link", after_help = crate::failure::EXIT_CODES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Send what the microphone hears, and print the messages that come
    ///
    /// Where the connection breaks, or there is no server yet, it is tried again, a little later each
    /// time. Ctrl-C ends it, with figures.
    #[command(after_help = crate::failure::EXIT_CODES)]
    Connect(Connect),
    /// Be the server, with a page for browsers; each line of standard input is sent as a message
    Serve(Serve),
}

#[derive(Debug, Args)]
pub(crate) struct Connect {
    /// Where the server listens, such as ws://localhost:8765/link
    #[arg(value_parser = url)]
    pub(crate) url: Uri,

    /// A WAV file in place of the microphone, at the pace of one: 16-bit
    #[arg(long, value_name = "FILE", conflicts_with = "device")]
    pub(crate) wav: Option<PathBuf>,

    /// The microphone: a name or an id as `cargo xtask demo --list` shows it
    #[arg(long, value_name = "NAME")]
    pub(crate) device: Option<String>,

    /// How the server shows this link
    #[arg(long, default_value = "voice-link")]
    pub(crate) name: String,

    /// End after so much sound
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub(crate) seconds: Option<Duration>,

    /// What is sent
    #[arg(long, value_enum, default_value_t = Gate::Always)]
    pub(crate) gate: Gate,

    /// What becomes of sound while there is no connection: `drop`, or `keep=SECONDS` for the last so
    /// many
    #[arg(long, value_name = "WHAT", default_value = "drop", value_parser = gap)]
    pub(crate) gap: Duration,

    /// How the figures at the end are printed
    #[arg(long, value_enum, default_value_t = Stats::Text)]
    pub(crate) stats: Stats,

    /// So many other tasks on the same loop: each sleeps for 20 ms, over and over
    #[arg(long, value_name = "TASKS", default_value_t = 0)]
    pub(crate) load: u32,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// The address and port; port 0 is any that is free
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8765")]
    pub(crate) listen: SocketAddr,

    #[command(flatten)]
    pub(crate) tls: crate::server::Files,
}

#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
pub(crate) enum Gate {
    /// All there is
    Always,
    /// What is spoken, from a little before until a little after
    Voice,
}

#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
pub(crate) enum Stats {
    /// For people
    Text,
    /// For programs: one line
    Json,
}

fn url(text: &str) -> Result<Uri, String> {
    let url = text.parse().ok().filter(|url: &Uri| url.host().is_some());
    let scheme = url.as_ref().and_then(Uri::scheme_str);
    match (url.as_ref(), scheme) {
        (Some(url), Some("ws")) => Ok(url.clone()),
        (Some(url), Some("wss")) if cfg!(feature = "tls") => Ok(url.clone()),
        (Some(_), Some("wss")) => Err("this program was built without TLS".to_owned()),
        _ => Err("must be like ws://localhost:8765/link".to_owned()),
    }
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|error| format!("{error}"))?;
    let positive = Duration::try_from_secs_f64(seconds).ok();
    positive
        .filter(|duration| !duration.is_zero())
        .ok_or_else(|| "must be greater than 0".to_owned())
}

fn gap(text: &str) -> Result<Duration, String> {
    /// What is kept is held in memory.
    const LONGEST: Duration = Duration::from_secs(600);
    match text.split_once('=') {
        None if text == "drop" => Ok(Duration::ZERO),
        Some(("keep", kept)) => match seconds(kept)? {
            kept if kept <= LONGEST => Ok(kept),
            _ => Err(format!("at most {} seconds are kept", LONGEST.as_secs())),
        },
        _ => Err("must be drop or keep=SECONDS".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Cli, gap, url};
    use clap::CommandFactory;
    use std::time::Duration;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn addresses_of_other_kinds_are_refused() {
        for wrong in [
            "",
            "localhost",
            "http://localhost/link",
            "ws://",
            "ws:///link",
            "ws://a b/",
        ] {
            assert!(url(wrong).is_err(), "{wrong}");
        }
        assert!(url("ws://[::1]:8765/link").is_ok());
    }

    #[test]
    fn a_gap_is_dropped_or_kept() {
        assert_eq!(gap("drop"), Ok(Duration::ZERO));
        assert_eq!(gap("keep=2.5"), Ok(Duration::from_millis(2500)));
        for wrong in ["keep", "keep=0", "keep=-1", "keep=1e9", "drop=1", "keep=x"] {
            assert!(gap(wrong).is_err(), "{wrong}");
        }
    }
}

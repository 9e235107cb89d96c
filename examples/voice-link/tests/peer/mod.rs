//! Both ends from the outside: the program, and a server that a test scripts. What goes over the wire is
//! read here by the letter of `PROTOCOL.md`, not by the program's own types.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::Duration;

use futures::{SinkExt, StreamExt};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::process::{Child, ChildStderr, ChildStdout, Command};
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;

/// How long anything may take that is sure to come.
const PATIENCE: Duration = Duration::from_secs(60);

/// Waits for what is sure to come.
pub(crate) async fn soon<T>(future: impl Future<Output = T>) -> T {
    timeout(PATIENCE, future).await.expect("it came in time")
}

/// The program, which ends with the test.
pub(crate) fn voice_link(arguments: &[&str]) -> Command {
    let mut command = program(env!("CARGO_BIN_EXE_voice-link"));
    command.args(arguments);
    command
}

/// Any program, which ends with the test.
pub(crate) fn program(path: &str) -> Command {
    let mut command = Command::new(path);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    command
}

/// What not every machine has: where it is. Says so if it is not there, past the test harness, which
/// would keep it.
pub(crate) fn given(variable: &str) -> Option<String> {
    let value = std::env::var(variable).ok();
    if value.is_none() {
        let test = std::thread::current().name().unwrap_or_default().to_owned();
        let why = "skipped, `cargo xtask test --all` runs it";
        let _ = writeln!(std::io::stderr(), "{test}: {why}");
    }
    value
}

/// `voice-link connect`, at work.
pub(crate) struct Client {
    child: Child,
    stdout: Lines<BufReader<ChildStdout>>,
    stderr: Lines<BufReader<ChildStderr>>,
}

impl Client {
    /// Starts it with its figures for programs.
    pub(crate) fn start(url: &str, arguments: &[&str]) -> Self {
        let mut command = voice_link(&["connect", url, "--stats", "json"]);
        Self::spawn(command.args(arguments))
    }

    pub(crate) fn spawn(command: &mut Command) -> Self {
        let mut child = command.spawn().unwrap();
        let stdout = BufReader::new(child.stdout.take().unwrap()).lines();
        let stderr = BufReader::new(child.stderr.take().unwrap()).lines();
        Self {
            child,
            stdout,
            stderr,
        }
    }

    /// Does as Ctrl-C does.
    #[cfg(unix)]
    pub(crate) fn interrupt(&self) {
        // The shell's own: the program of this name need not be installed.
        let interrupt = format!("kill -INT {}", self.child.id().unwrap());
        let mut shell = std::process::Command::new("sh");
        assert!(shell.args(["-c", &interrupt]).status().unwrap().success());
    }

    /// Waits for a line on standard error with these words.
    pub(crate) async fn noted(&mut self, words: &str) -> String {
        let mut before = Vec::new();
        while let Some(line) = soon(self.stderr.next_line()).await.unwrap() {
            if line.contains(words) {
                return line;
            }
            before.push(line);
        }
        panic!("{words:?} is not in: {before:#?}");
    }

    /// Waits for its end: its exit code, the lines that are left on standard output, those on standard
    /// error.
    pub(crate) async fn end(self) -> (Option<i32>, Vec<String>, Vec<String>) {
        let Self {
            mut child,
            stdout,
            stderr,
        } = self;
        let (stdout, stderr) = soon(futures::future::join(rest(stdout), rest(stderr))).await;
        (soon(child.wait()).await.unwrap().code(), stdout, stderr)
    }

    /// Waits for its good end: what it printed before the figures, and these.
    pub(crate) async fn figures(self) -> (Vec<String>, serde_json::Value) {
        let (code, mut stdout, stderr) = self.end().await;
        assert_eq!(code, Some(0), "{stderr:#?}");
        let last = stdout.pop().expect("there are figures");
        (stdout, serde_json::from_str(&last).expect("they are JSON"))
    }
}

async fn rest<R: tokio::io::AsyncRead + Unpin>(mut lines: Lines<BufReader<R>>) -> Vec<String> {
    let mut rest = Vec::new();
    while let Some(line) = lines.next_line().await.unwrap() {
        rest.push(line);
    }
    rest
}

/// A server, at work: `voice-link serve` or another one.
pub(crate) struct Server {
    pub(crate) child: Child,
    pub(crate) lines: Lines<BufReader<ChildStdout>>,
    /// Host and port.
    pub(crate) address: String,
}

impl Server {
    pub(crate) async fn start() -> Self {
        let command = voice_link(&["serve", "--listen", "127.0.0.1:0"]);
        let (server, besides) = Self::spawn(command).await;
        assert_eq!(besides, format!(" and http://{}/", server.address));
        server
    }

    /// Another one, and what it tells besides its address.
    pub(crate) async fn spawn(mut command: Command) -> (Self, String) {
        let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = soon(lines.next_line()).await.unwrap().unwrap();
        let (address, besides) = first
            .strip_prefix("listening on ")
            .and_then(|rest| rest.split_once("://")?.1.split_once("/link"))
            .expect("it tells its address");
        let server = Self {
            child,
            lines,
            address: address.to_owned(),
        };
        (server, besides.to_owned())
    }

    /// Types on its standard input.
    pub(crate) async fn type_in(&mut self, text: &str) {
        let stdin = self.child.stdin.as_mut().unwrap();
        stdin.write_all(text.as_bytes()).await.unwrap();
    }

    /// The next line that it prints.
    pub(crate) async fn line(&mut self) -> String {
        let line = soon(self.lines.next_line()).await.unwrap();
        line.expect("the server goes on")
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("ws://{}/{path}", self.address)
    }

    /// Waits for a line with these words.
    pub(crate) async fn says(&mut self, words: &str) -> String {
        loop {
            let line = self.line().await;
            if line.contains(words) {
                return line;
            }
        }
    }
}

/// What a client says.
#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub(crate) struct Said {
    pub(crate) r#type: String,
    pub(crate) version: u32,
    pub(crate) rate: u32,
    pub(crate) channels: u32,
    pub(crate) frame: u32,
    pub(crate) name: String,
    pub(crate) seq: u64,
    pub(crate) lost: u64,
    pub(crate) pcm: ByteBuf,
    pub(crate) on: bool,
    pub(crate) id: u64,
    pub(crate) at: u64,
}

/// A server that does as the test says.
pub(crate) struct Peer {
    listener: TcpListener,
}

impl Peer {
    pub(crate) fn new() -> Self {
        Self::at("127.0.0.1:0")
    }

    /// One that the system holds little for.
    pub(crate) fn at(address: &str) -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_reuseaddr(true).unwrap();
        socket.set_recv_buffer_size(8 * 1024).unwrap();
        socket.bind(address.parse().unwrap()).unwrap();
        Self {
            listener: socket.listen(1).unwrap(),
        }
    }

    pub(crate) fn address(&self) -> String {
        self.listener.local_addr().unwrap().to_string()
    }

    pub(crate) fn url(&self) -> String {
        format!("ws://{}/link", self.address())
    }

    /// The next client, which has said hello.
    pub(crate) async fn accept(&self) -> (Talk, Said) {
        let (tcp, _) = soon(self.listener.accept()).await.unwrap();
        let socket = soon(tokio_tungstenite::accept_async(tcp)).await.unwrap();
        let mut talk = Talk { socket };
        let hello = talk.hear().await.expect("it says hello");
        assert_eq!((hello.r#type.as_str(), hello.version), ("hello", 1));
        (talk, hello)
    }
}

/// A scripted server's connection with a client.
pub(crate) struct Talk {
    pub(crate) socket: WebSocketStream<TcpStream>,
}

impl Talk {
    /// What the client says next, until it closes.
    pub(crate) async fn hear(&mut self) -> Option<Said> {
        while let Some(message) = soon(self.socket.next()).await {
            match message {
                Ok(Message::Binary(map)) => return Some(rmp_serde::from_slice(&map).unwrap()),
                Ok(Message::Close(_)) => {}
                other => panic!("{other:?}"),
            }
        }
        None
    }

    /// The next so many frames.
    pub(crate) async fn frames(&mut self, count: usize) -> Vec<Said> {
        let mut frames = Vec::new();
        while frames.len() < count {
            let said = self.hear().await.expect("the client goes on");
            if said.r#type == "frame" {
                frames.push(said);
            }
        }
        frames
    }

    /// All that is said until the client closes: the frames, and the rest.
    pub(crate) async fn all(&mut self) -> (Vec<Said>, Vec<Said>) {
        let (mut frames, mut others) = (Vec::new(), Vec::new());
        while let Some(said) = self.hear().await {
            if said.r#type == "frame" {
                frames.push(said);
            } else {
                others.push(said);
            }
        }
        (frames, others)
    }

    pub(crate) async fn say(&mut self, map: &impl Serialize) {
        let map = rmp_serde::to_vec_named(map).unwrap();
        self.send(Message::binary(map)).await;
    }

    pub(crate) async fn message(&mut self, id: u64, text: &str) {
        #[derive(Serialize)]
        struct Saying<'a> {
            r#type: &'a str,
            id: u64,
            text: &'a str,
        }
        let r#type = "message";
        self.say(&Saying { r#type, id, text }).await;
    }

    pub(crate) async fn send(&mut self, message: Message) {
        soon(self.socket.send(message)).await.unwrap();
    }
}

/// Sound in which no stretch is like another, and the file with it.
pub(crate) struct Recording {
    pub(crate) file: PathBuf,
    pub(crate) samples: Vec<i16>,
    /// In samples of all channels.
    pub(crate) frame: usize,
}

impl Recording {
    pub(crate) fn new(name: &str, rate: u32, channels: u16, moments: usize) -> Self {
        let numbers = std::iter::successors(Some(1_u32), |number| {
            Some(number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223))
        });
        let samples = numbers.map(|number| (number >> 16) as i16);
        Self::of(
            name,
            rate,
            channels,
            samples.take(moments * usize::from(channels)).collect(),
        )
    }

    pub(crate) fn of(name: &str, rate: u32, channels: u16, samples: Vec<i16>) -> Self {
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let spec = hound::WavSpec {
            channels,
            sample_rate: rate,
            bits_per_sample: 16,
            sample_format: hound::SampleFormat::Int,
        };
        let mut wav = hound::WavWriter::create(&file, spec).unwrap();
        samples
            .iter()
            .for_each(|sample| wav.write_sample(*sample).unwrap());
        wav.finalize().unwrap();
        Self {
            file,
            samples,
            frame: rate as usize / 50 * usize::from(channels),
        }
    }

    pub(crate) fn path(&self) -> &str {
        self.file.to_str().unwrap()
    }

    /// How many frames it makes.
    pub(crate) fn frames(&self) -> u64 {
        self.samples.len().div_ceil(self.frame) as u64
    }

    /// The bytes of a frame; silence fills the last.
    pub(crate) fn pcm(&self, seq: u64) -> Vec<u8> {
        let from = seq as usize * self.frame;
        let samples = self.samples[from..]
            .iter()
            .copied()
            .chain(std::iter::repeat(0));
        samples
            .take(self.frame)
            .flat_map(i16::to_le_bytes)
            .collect()
    }

    /// Asserts that each frame has the sound of its place; returns the places.
    pub(crate) fn check(&self, frames: &[Said]) -> Vec<u64> {
        for frame in frames {
            assert!(frame.pcm == self.pcm(frame.seq), "frame {}", frame.seq);
        }
        frames.iter().map(|frame| frame.seq).collect()
    }
}

/// What a program printed on standard error, after an end with this code.
pub(crate) fn failed(output: &Output, code: i32) -> String {
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{text}");
    text
}

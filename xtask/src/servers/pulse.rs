//! A private PulseAudio whose microphones are fed by this process.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::{env, fs, process, thread};

use super::feed::Feed;
use super::wait_until;
use crate::process::{Failure, cannot_run, succeeds};

/// A sink and a microphone in one: what is played is heard.
const LOOP: &str = "loop";

/// The running server and its feeders. Dropping it stops them.
///
/// If this process is killed outright, the feeders' pipes break, they leave, and the server ends
/// itself for want of clients.
pub(super) struct Pulse {
    folder: PathBuf,
    /// Among what is temporary: the folder's own path may be longer than a socket's may be.
    socket: PathBuf,
    server: Child,
    feeders: Vec<Child>,
}

impl Pulse {
    /// Starts a server with one microphone per feed, of which the first is the default one, and a
    /// default sink that can be listened to. All it writes lies in `folder`.
    pub(super) fn start(folder: &Path, feeds: &[Feed]) -> Result<Self, Failure> {
        let socket = env::temp_dir().join(format!("asyncify-{}.sock", process::id()));
        let state = folder.join("state");
        fs::create_dir_all(&state).map_err(Failure::new)?;
        fs::write(folder.join("asound.conf"), alsa_configuration(feeds)).map_err(Failure::new)?;
        let log = fs::File::create(folder.join("pulse.log")).map_err(Failure::new)?;

        let mut command = server(&socket, feeds);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log);
        for name in [
            "PULSE_RUNTIME_PATH",
            "PULSE_STATE_PATH",
            "PULSE_CONFIG_PATH",
        ] {
            command.env(name, &state);
        }
        let _ = fs::remove_file(&socket);
        let server = command
            .spawn()
            .map_err(|error| cannot_run(&command, error))?;
        let mut started = Self {
            folder: folder.to_owned(),
            socket,
            server,
            feeders: Vec::new(),
        };
        started.wait_until_ready()?;
        let source = monitor(feeds[0].name);
        for default in [["set-default-source", &source], ["set-default-sink", LOOP]] {
            let mut set = Command::new("pactl");
            if !succeeds(started.environment(&mut set).args(default)) {
                return Err(Failure::new("the sound server refused its default devices"));
            }
        }
        // Now: a change of the default sink would take those who play along.
        for feed in feeds {
            started.play(feed)?;
        }
        Ok(started)
    }

    /// Points a program at this server, through ALSA too.
    pub(super) fn environment<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        command
            .env("PULSE_SERVER", format!("unix:{}", self.socket.display()))
            .env("PULSE_COOKIE", self.folder.join("cookie"))
            .env("PULSE_RUNTIME_PATH", self.folder.join("state"))
            .env("ALSA_CONFIG_PATH", self.folder.join("asound.conf"))
    }

    fn wait_until_ready(&mut self) -> Result<(), Failure> {
        let log = self.folder.join("pulse.log");
        let mut info = Command::new("pactl");
        self.environment(info.arg("info"));
        wait_until(|| succeeds(&mut info), &mut self.server, &log)
    }

    /// Feeds a microphone for as long as the server runs.
    fn play(&mut self, feed: &Feed) -> Result<(), Failure> {
        let mut command = Command::new("pacat");
        command
            .args(["--playback", "--raw", "--channels=1", "--latency-msec=1000"])
            .arg(format!("--rate={}", feed.rate))
            .arg(format!("--format={}", feed.format))
            .arg(format!("--device={}", feed.name))
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        self.environment(&mut command);
        let mut feeder = command
            .spawn()
            .map_err(|error| cannot_run(&command, error))?;
        let mut pipe = feeder.stdin.take().expect("its input was asked for above");
        self.feeders.push(feeder);
        let round = feed.bytes.clone();
        // Ends with the feeder: nobody reads the pipe then.
        thread::spawn(move || while pipe.write_all(&round).is_ok() {});
        Ok(())
    }
}

/// The program with the devices that the feeds need.
fn server(socket: &Path, feeds: &[Feed]) -> Command {
    let mut command = Command::new("pulseaudio");
    command
        .args([
            "-n",
            "--daemonize=no",
            "--use-pid-file=no",
            "--exit-idle-time=10",
        ])
        .args([
            "--disable-shm=true",
            "--realtime=false",
            "--high-priority=false",
        ])
        .args(["--log-target=stderr", "--log-level=notice"])
        .arg(format!(
            "--load=module-native-protocol-unix auth-anonymous=1 auth-cookie-enabled=0 \
             socket={}",
            socket.display()
        ));
    let feeds = feeds.iter().map(|feed| (feed.name, feed.rate, feed.format));
    for (name, rate, format) in feeds.chain([(LOOP, 48000, "s16le")]) {
        command.arg(format!(
            "--load=module-null-sink sink_name={name} rate={rate} format={format} channels=1 norewinds=1"
        ));
    }
    command
}

impl Drop for Pulse {
    fn drop(&mut self) {
        for child in self.feeders.iter_mut().chain([&mut self.server]) {
            // It may have ended by itself: then there is nothing to do.
            let _ = child.kill();
            let _ = child.wait();
        }
        let _ = fs::remove_file(&self.socket);
    }
}

fn monitor(name: &str) -> String {
    format!("{name}.monitor")
}

/// ALSA devices called like the microphones and the loop. It stands alone, because the system's own
/// configuration and the user's would otherwise have a say.
fn alsa_configuration(feeds: &[Feed]) -> String {
    let mut configuration =
        String::from("pcm.!default { type pulse }\nctl.!default { type pulse }\n");
    for Feed { name, .. } in feeds {
        configuration.push_str(&format!(
            "pcm.{name} {{ type pulse device \"{}\" hint {{ show on description \"The {name}\" }} }}\n",
            monitor(name)
        ));
    }
    configuration.push_str(&format!(
        "pcm.{LOOP} {{ type asym playback.pcm {{ type pulse device \"{LOOP}\" }} \
         capture.pcm {{ type pulse device \"{}\" }} hint {{ show on description \"The loop\" }} }}\n",
        monitor(LOOP)
    ));
    configuration
}

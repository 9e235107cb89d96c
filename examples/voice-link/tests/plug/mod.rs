//! A sound server with a single microphone, which can be unplugged: where there is another, those who
//! listen are moved to it.

use std::path::{Path, PathBuf};
use std::process::{self, Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs};

/// The server, which ends with the test.
pub(crate) struct Plug {
    folder: PathBuf,
    /// Among what is temporary: the folder's own path may be longer than a socket's may be.
    socket: PathBuf,
    server: Child,
}

impl Plug {
    /// In a folder of this name.
    pub(crate) fn start(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&folder).unwrap();
        let device =
            "pcm.plug { type pulse device \"plug.monitor\" hint { show on description \"Plug\" } }";
        fs::write(folder.join("asound.conf"), device).unwrap();
        let socket = env::temp_dir().join(format!("asyncify-{name}-{}.sock", process::id()));
        let _ = fs::remove_file(&socket);
        let server = Command::new("pulseaudio")
            .args([
                "-n",
                "--daemonize=no",
                "--use-pid-file=no",
                "--disable-shm=true",
            ])
            .args([
                "--realtime=false",
                "--high-priority=false",
                "--exit-idle-time=30",
            ])
            .arg(format!(
                "--load=module-native-protocol-unix auth-anonymous=1 auth-cookie-enabled=0 \
                 socket={}",
                socket.display()
            ))
            .envs(
                [
                    "PULSE_RUNTIME_PATH",
                    "PULSE_STATE_PATH",
                    "PULSE_CONFIG_PATH",
                ]
                .map(|name| (name, &folder)),
            )
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let started = Self {
            folder,
            socket,
            server,
        };
        let deadline = Instant::now() + Duration::from_secs(30);
        while !started.pactl(&["info"]).status.success() {
            assert!(Instant::now() < deadline, "the sound server does not start");
            std::thread::sleep(Duration::from_millis(50));
        }
        started
    }

    /// What points a program at this server.
    pub(crate) fn environment(&self) -> [(&'static str, String); 3] {
        let path = |name: &str| self.folder.join(name).display().to_string();
        [
            ("PULSE_SERVER", format!("unix:{}", self.socket.display())),
            ("PULSE_COOKIE", path("cookie")),
            ("ALSA_CONFIG_PATH", path("asound.conf")),
        ]
    }

    /// Plugs in the microphone, which hears silence.
    pub(crate) fn plug_in(&self) {
        let module = [
            "load-module",
            "module-null-sink",
            "sink_name=plug",
            "norewinds=1",
        ];
        assert!(self.pactl(&module).status.success());
    }

    pub(crate) fn unplug(&self) {
        assert!(
            self.pactl(&["unload-module", "module-null-sink"])
                .status
                .success()
        );
    }

    /// Makes the server stand still, as if it had hung.
    pub(crate) fn hang(&self) {
        self.signal("STOP");
    }

    /// Makes it go on.
    pub(crate) fn go_on(&self) {
        self.signal("CONT");
    }

    fn signal(&self, signal: &str) {
        // The shell's own: the program of this name need not be installed.
        let kill = format!("kill -{signal} {}", self.server.id());
        assert!(
            Command::new("sh")
                .args(["-c", &kill])
                .status()
                .unwrap()
                .success()
        );
    }

    fn pactl(&self, arguments: &[&str]) -> std::process::Output {
        let mut pactl = Command::new("pactl");
        pactl
            .args(arguments)
            .envs(self.environment())
            .output()
            .unwrap()
    }
}

impl Drop for Plug {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
        let _ = fs::remove_file(&self.socket);
    }
}

//! A sound server with a single microphone, which can be unplugged: where there is another, those who
//! listen are moved to it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The server, which ends with the test.
pub(crate) struct Plug {
    folder: PathBuf,
    server: Child,
}

impl Plug {
    pub(crate) fn start() -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("plug");
        fs::create_dir_all(&folder).unwrap();
        let device =
            "pcm.plug { type pulse device \"plug.monitor\" hint { show on description \"Plug\" } }";
        fs::write(folder.join("asound.conf"), device).unwrap();
        let _ = fs::remove_file(folder.join("socket"));
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
            // The folder's own path may be longer than a socket's may be.
            .arg(
                "--load=module-native-protocol-unix auth-anonymous=1 auth-cookie-enabled=0 \
                 socket=/proc/self/cwd/socket",
            )
            .current_dir(&folder)
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
        let started = Self { folder, server };
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
            (
                "PULSE_SERVER",
                format!("unix:/proc/{}/cwd/socket", self.server.id()),
            ),
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
    }
}

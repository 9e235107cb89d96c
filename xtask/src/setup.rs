//! What the system must have before anything with sound is built or run.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use crate::process::{self, Failure, succeeds};

/// A system package manager, and what the packages are called there.
struct Manager {
    program: &'static str,
    refresh: Option<&'static str>,
    install: &'static [&'static str],
    sound_library: &'static [&'static str],
    sound_server: &'static [&'static str],
}

const MANAGERS: [Manager; 5] = [
    Manager {
        program: "apt-get",
        refresh: Some("update"),
        install: &["install", "-y", "--no-install-recommends"],
        sound_library: &["libasound2-dev", "pkg-config"],
        sound_server: &["pulseaudio", "pulseaudio-utils", "libasound2-plugins"],
    },
    Manager {
        program: "dnf",
        refresh: None,
        install: &["install", "-y"],
        sound_library: &["alsa-lib-devel", "pkgconf-pkg-config"],
        sound_server: &["pulseaudio", "pulseaudio-utils", "alsa-plugins-pulseaudio"],
    },
    Manager {
        program: "pacman",
        refresh: None,
        install: &["-Sy", "--noconfirm", "--needed"],
        sound_library: &["alsa-lib", "pkgconf"],
        sound_server: &["pulseaudio", "libpulse", "alsa-plugins"],
    },
    Manager {
        program: "zypper",
        refresh: None,
        install: &["--non-interactive", "install"],
        sound_library: &["alsa-devel", "pkg-config"],
        sound_server: &["pulseaudio", "pulseaudio-utils", "alsa-plugins-pulse"],
    },
    Manager {
        program: "apk",
        refresh: None,
        install: &["add"],
        sound_library: &["alsa-lib-dev", "pkgconf"],
        sound_server: &["pulseaudio", "pulseaudio-utils", "alsa-plugins-pulse"],
    },
];

/// Sees to the ALSA headers and pkg-config, which building cpal needs on Linux.
pub(crate) fn sound_library() -> Result<(), Failure> {
    let present = || succeeds(Command::new("pkg-config").args(["--exists", "alsa"]));
    if !cfg!(target_os = "linux") || present() {
        return Ok(());
    }
    install(
        "the ALSA headers and pkg-config, which building cpal needs",
        |m| m.sound_library,
    )?;
    if present() {
        return Ok(());
    }
    Err(Failure::new(
        "the packages are installed, yet `pkg-config --exists alsa` fails",
    ))
}

/// Sees to PulseAudio and ALSA's way to it, which the capture tests need.
pub(crate) fn sound_server() -> Result<(), Failure> {
    if !cfg!(target_os = "linux") {
        return Err(Failure::new("the capture tests run on Linux only"));
    }
    let programs = ["pulseaudio", "pacat", "pactl"];
    if programs.iter().all(|program| in_path(program).is_some()) && has_pulse_plugin() {
        return Ok(());
    }
    install("PulseAudio, which the capture tests need", |m| {
        m.sound_server
    })
}

fn has_pulse_plugin() -> bool {
    const PLUGIN: &str = "alsa-lib/libasound_module_pcm_pulse.so";
    let multiarch = std::fs::read_dir("/usr/lib")
        .into_iter()
        .flatten()
        .flatten();
    multiarch
        .map(|entry| entry.path())
        .chain(["/usr/lib", "/usr/lib64"].map(PathBuf::from))
        .any(|folder| folder.join(PLUGIN).exists())
}

fn install(what: &str, packages: fn(&Manager) -> &'static [&'static str]) -> Result<(), Failure> {
    let Some(manager) = MANAGERS
        .iter()
        .find(|manager| in_path(manager.program).is_some())
    else {
        return Err(Failure::new(format_args!(
            "there is no package manager that this knows, to install {what}"
        )));
    };
    let sudo: &[&str] = if is_root() { &[] } else { &["sudo"] };
    let line = |args: &[&'static str]| [sudo, &[manager.program], args].concat();
    let mut lines: Vec<_> = manager
        .refresh
        .map(|refresh| line(&[refresh]))
        .into_iter()
        .collect();
    lines.push(line(&[manager.install, packages(manager)].concat()));
    let shown = lines
        .iter()
        .map(|line| line.join(" "))
        .collect::<Vec<_>>()
        .join(" && ");
    eprintln!("Installing {what}:\n    {shown}");

    for line in &lines {
        let mut command = Command::new(line[0]);
        // Debian's packages would otherwise stop to ask questions.
        command
            .args(&line[1..])
            .env("DEBIAN_FRONTEND", "noninteractive");
        if process::run(&mut command).is_err() {
            return Err(Failure::new(format_args!(
                "could not install {what}. Run this yourself, then try again:\n    {shown}"
            )));
        }
    }
    Ok(())
}

/// The owner of this process, as the kernel shows it.
#[cfg(unix)]
fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}

fn in_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

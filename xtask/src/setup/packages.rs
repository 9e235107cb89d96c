//! Getting what is missing by the system's own package manager.

use std::process::Command;

use super::in_path;
use crate::process::{self, Failure};

/// A system package manager, and what the packages are called there.
pub(super) struct Manager {
    program: &'static str,
    refresh: Option<&'static str>,
    install: &'static [&'static str],
    pub(super) browser: &'static [&'static str],
    pub(super) cxx_compiler: &'static [&'static str],
    pub(super) python: &'static [&'static str],
    pub(super) sound_library: &'static [&'static str],
    pub(super) sound_server: &'static [&'static str],
    pub(super) libraries: &'static [&'static str],
    pub(super) shell: &'static [&'static str],
    pub(super) surveyed: &'static [&'static str],
}

const MANAGERS: [Manager; 5] = [
    Manager {
        program: "apt-get",
        refresh: Some("update"),
        install: &["install", "-y", "--no-install-recommends"],
        browser: &["chromium", "chromium-driver"],
        cxx_compiler: &["g++"],
        python: &["python3-venv", "libportaudio2"],
        sound_library: &["libasound2-dev", "pkg-config"],
        sound_server: &["pulseaudio", "pulseaudio-utils", "libasound2-plugins"],
        libraries: &[
            "jackd2",
            "libc-ares-dev",
            "libclang-dev",
            "libcurl4-openssl-dev",
            "libglib2.0-dev",
            "libjack-jackd2-dev",
            "libpulse-dev",
            "libsqlite3-dev",
            "libuv1-dev",
            "portaudio19-dev",
        ],
        shell: &["fish"],
        surveyed: &[
            "libavahi-client-dev",
            "libclang-dev",
            "libdbus-1-dev",
            "libfuse3-dev",
            "libpcap-dev",
            "libpipewire-0.3-dev",
            "libssl-dev",
            "libudev-dev",
            "libusb-1.0-0-dev",
            "libxi-dev",
            "libxkbcommon-dev",
            "libxtst-dev",
        ],
    },
    Manager {
        program: "dnf",
        refresh: None,
        install: &["install", "-y"],
        browser: &["chromium", "chromedriver"],
        cxx_compiler: &["gcc-c++"],
        python: &["python3", "portaudio"],
        sound_library: &["alsa-lib-devel", "pkgconf-pkg-config"],
        sound_server: &["pulseaudio", "pulseaudio-utils", "alsa-plugins-pulseaudio"],
        libraries: &[
            "c-ares-devel",
            "clang-devel",
            "glib2-devel",
            "jack-audio-connection-kit-devel",
            "jack-audio-connection-kit-example-clients",
            "libcurl-devel",
            "libuv-devel",
            "portaudio-devel",
            "pulseaudio-libs-devel",
            "sqlite-devel",
        ],
        shell: &["fish"],
        surveyed: &[
            "avahi-devel",
            "clang-devel",
            "dbus-devel",
            "fuse3-devel",
            "libpcap-devel",
            "libXi-devel",
            "libXtst-devel",
            "libusb1-devel",
            "libxkbcommon-devel",
            "openssl-devel",
            "pipewire-devel",
            "systemd-devel",
        ],
    },
    Manager {
        program: "pacman",
        refresh: None,
        install: &["-S", "--noconfirm", "--needed"],
        browser: &["chromium"],
        cxx_compiler: &["gcc"],
        python: &["python", "portaudio"],
        sound_library: &["alsa-lib", "pkgconf"],
        sound_server: &["pulseaudio", "libpulse", "alsa-plugins"],
        libraries: &[
            "c-ares",
            "clang",
            "curl",
            "glib2",
            "jack2",
            "jack-example-tools",
            "libpulse",
            "libuv",
            "portaudio",
            "sqlite",
        ],
        shell: &["fish"],
        surveyed: &[
            "avahi",
            "clang",
            "dbus",
            "fuse3",
            "libpcap",
            "libpipewire",
            "libusb",
            "libxi",
            "libxkbcommon",
            "libxtst",
            "openssl",
            "systemd-libs",
        ],
    },
    Manager {
        program: "zypper",
        refresh: None,
        install: &["--non-interactive", "install"],
        browser: &["chromium", "chromedriver"],
        cxx_compiler: &["gcc-c++"],
        python: &["python3", "libportaudio2"],
        sound_library: &["alsa-devel", "pkg-config"],
        sound_server: &["pulseaudio", "pulseaudio-utils", "alsa-plugins-pulse"],
        libraries: &[
            "c-ares-devel",
            "clang-devel",
            "glib2-devel",
            "jack",
            "libcurl-devel",
            "libjack-devel",
            "libpulse-devel",
            "libuv-devel",
            "portaudio-devel",
            "sqlite3-devel",
        ],
        shell: &["fish"],
        surveyed: &[
            "clang-devel",
            "dbus-1-devel",
            "fuse3-devel",
            "libXi-devel",
            "libXtst-devel",
            "libavahi-devel",
            "libopenssl-devel",
            "libpcap-devel",
            "libudev-devel",
            "libusb-1_0-devel",
            "libxkbcommon-devel",
            "pipewire-devel",
        ],
    },
    Manager {
        program: "apk",
        refresh: None,
        install: &["add"],
        browser: &["chromium", "chromium-chromedriver"],
        cxx_compiler: &["g++"],
        python: &["python3", "portaudio"],
        sound_library: &["alsa-lib-dev", "pkgconf"],
        sound_server: &["pulseaudio", "pulseaudio-utils", "alsa-plugins-pulse"],
        libraries: &[
            "c-ares-dev",
            "clang-dev",
            "curl-dev",
            "glib-dev",
            "jack",
            "jack-dev",
            "jack-example-clients",
            "libuv-dev",
            "portaudio-dev",
            "pulseaudio-dev",
            "sqlite-dev",
        ],
        shell: &["fish"],
        surveyed: &[
            "avahi-dev",
            "clang-dev",
            "dbus-dev",
            "eudev-dev",
            "fuse3-dev",
            "libpcap-dev",
            "libusb-dev",
            "libxi-dev",
            "libxkbcommon-dev",
            "libxtst-dev",
            "openssl-dev",
            "pipewire-dev",
        ],
    },
];

/// Something to install.
pub(super) struct Need {
    pub(super) what: &'static str,
    /// What holds once it is there.
    pub(super) sign: &'static str,
    pub(super) packages: fn(&Manager) -> &'static [&'static str],
}

/// What this process may do.
#[derive(Clone, Copy, PartialEq)]
enum Rights {
    Root,
    Sudo,
    None,
}

/// Installs it, or tells how to.
pub(super) fn install(need: &Need) -> Result<(), Failure> {
    let Need { what, sign, .. } = need;
    let present = |manager: &&Manager| in_path(manager.program).is_some();
    let Some(manager) = MANAGERS.iter().find(present) else {
        let known = MANAGERS.map(|manager| manager.program).join(", ");
        return Err(Failure::new(format_args!(
            "missing: {what}. There is no package manager that this knows ({known}): \
             see to it that {sign}, then try again"
        )));
    };
    let rights = rights();
    let commands = commands(manager, need);
    let shown = advice(&commands, rights);
    if rights == Rights::None {
        return Err(Failure::new(format_args!(
            "missing: {what}. There is no sudo to install it. Run this, then try again:\n    {shown}"
        )));
    }
    eprintln!("Installing {what}:\n    {shown}");
    for command in &commands {
        if process::run(&mut program(command, rights)).is_err() {
            return Err(Failure::new(format_args!(
                "could not install {what}. Run this yourself, then try again:\n    {shown}"
            )));
        }
    }
    Ok(())
}

/// The command lines, without what gives them their rights.
fn commands(manager: &Manager, need: &Need) -> Vec<Vec<&'static str>> {
    let line = |args: &[&'static str]| [&[manager.program], args].concat();
    let refresh = manager.refresh.map(|refresh| line(&[refresh]));
    let install = line(&[manager.install, (need.packages)(manager)].concat());
    refresh.into_iter().chain([install]).collect()
}

/// One line for a person to run.
fn advice(commands: &[Vec<&str>], rights: Rights) -> String {
    let before = if rights == Rights::Sudo { "sudo " } else { "" };
    let line = |command: &Vec<&str>| format!("{before}{}", command.join(" "));
    let lines = commands.iter().map(line).collect::<Vec<_>>().join(" && ");
    match rights {
        Rights::None => format!("as root: {lines}"),
        Rights::Root | Rights::Sudo => lines,
    }
}

fn program(command: &[&str], rights: Rights) -> Command {
    let sudo: &[&str] = if rights == Rights::Sudo {
        &["sudo"]
    } else {
        &[]
    };
    let words = [sudo, command].concat();
    let mut program = Command::new(words[0]);
    program
        .args(&words[1..])
        // Debian's packages would otherwise stop to ask questions.
        .env("DEBIAN_FRONTEND", "noninteractive");
    program
}

fn rights() -> Rights {
    if is_root() {
        Rights::Root
    } else if in_path("sudo").is_some() {
        Rights::Sudo
    } else {
        Rights::None
    }
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

#[cfg(test)]
mod tests {
    use super::{MANAGERS, Need, Rights, advice, commands};

    const HEADERS: Need = Need {
        what: "the headers",
        sign: "they are found",
        packages: |manager| manager.sound_library,
    };

    #[test]
    fn the_advice_uses_sudo_only_where_it_is_there_and_needed() {
        let commands = commands(&MANAGERS[0], &HEADERS);
        let install = "install -y --no-install-recommends libasound2-dev pkg-config";
        let root = format!("apt-get update && apt-get {install}");
        assert_eq!(advice(&commands, Rights::Root), root);
        assert_eq!(advice(&commands, Rights::None), format!("as root: {root}"));
        assert_eq!(
            advice(&commands, Rights::Sudo),
            format!("sudo apt-get update && sudo apt-get {install}")
        );
    }
}

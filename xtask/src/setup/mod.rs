//! What the system must have before anything with sound is built or run.

mod packages;
mod python;

use std::env;
use std::path::PathBuf;
use std::process::Command;

use crate::process::{Failure, succeeds};
use packages::Need;

pub(crate) use python::python;

/// Sees to the ALSA headers and pkg-config, which building cpal needs on Linux.
pub(crate) fn sound_library() -> Result<(), Failure> {
    let present = || has_headers(&["alsa"]);
    if !cfg!(target_os = "linux") || present() {
        return Ok(());
    }
    packages::install(&Need {
        what: "the ALSA headers and pkg-config, which building cpal needs",
        sign: "`pkg-config --exists alsa` finds alsa.pc",
        packages: |manager| manager.sound_library,
    })?;
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
    packages::install(&Need {
        what: "PulseAudio, which the capture tests need",
        sign: "pulseaudio, pacat and pactl can be run and ALSA has its `pulse` plugin",
        packages: |manager| manager.sound_server,
    })
}

/// Sees to the libraries that are driven through generated wrappers.
pub(crate) fn libraries() -> Result<(), Failure> {
    const HEADERS: [&str; 9] = [
        "gio-2.0",
        "glib-2.0",
        "jack",
        "libcares",
        "libcurl",
        "libpulse",
        "libuv",
        "portaudio-2.0",
        "sqlite3",
    ];
    let programs = ["jackd", "jack_lsp"];
    let runs = |program: &&str| in_path(program).is_some();
    if has_headers(&HEADERS) && programs.iter().all(runs) && has_libclang() {
        return Ok(());
    }
    packages::install(&Need {
        what: "the C libraries that the tests drive, and libclang, which reads their headers",
        sign: "`pkg-config --exists gio-2.0 glib-2.0 jack libcares libcurl libpulse libuv \
               portaudio-2.0 sqlite3` finds them, jackd and jack_lsp can be run, and there is a \
               libclang.so",
        packages: |manager| manager.libraries,
    })
}

/// Sees to a shell that completes what is typed by itself: bash is there.
pub(crate) fn shell() -> Result<(), Failure> {
    if in_path("fish").is_some() {
        return Ok(());
    }
    packages::install(&Need {
        what: "fish, in which completions are tested",
        sign: "fish can be run",
        packages: |manager| manager.shell,
    })
}

/// Sees to the libraries that the survey's crates are built with, beside those that the tests drive.
pub(crate) fn surveyed() -> Result<(), Failure> {
    const HEADERS: [&str; 10] = [
        "avahi-client",
        "dbus-1",
        "fuse3",
        "libpipewire-0.3",
        "libudev",
        "libusb-1.0",
        "openssl",
        "xi",
        "xkbcommon",
        "xtst",
    ];
    sound_library()?;
    libraries()?;
    if has_headers(&HEADERS) {
        return Ok(());
    }
    packages::install(&Need {
        what: "the C libraries that the surveyed crates are built with",
        sign: "`pkg-config --exists avahi-client dbus-1 fuse3 libpipewire-0.3 libudev libusb-1.0 \
               openssl xi xkbcommon xtst` finds them, and libclang and libpcap are there",
        packages: |manager| manager.surveyed,
    })
}

/// Sees to a C++ compiler, which building the fuzzer needs.
pub(crate) fn cxx_compiler() -> Result<(), Failure> {
    let given = env::var_os("CXX").is_some();
    if given
        || ["c++", "g++", "clang++"]
            .iter()
            .any(|program| in_path(program).is_some())
    {
        return Ok(());
    }
    packages::install(&Need {
        what: "a C++ compiler, which building the fuzzer needs",
        sign: "c++ can be run",
        packages: |manager| manager.cxx_compiler,
    })
}

/// Sees to Chromium and what lets a program drive it.
pub(crate) fn browser() -> Result<(), Failure> {
    let programs = ["chromium", "chromedriver"];
    if programs.iter().all(|program| in_path(program).is_some()) {
        return Ok(());
    }
    packages::install(&Need {
        what: "Chromium and ChromeDriver, which the tests of the voice link's page need",
        sign: "chromium and chromedriver can be run",
        packages: |manager| manager.browser,
    })
}

/// Sees to valgrind, which watches what the sanitizers do not.
pub(crate) fn valgrind() -> Result<(), Failure> {
    if in_path("valgrind").is_some() {
        return Ok(());
    }
    packages::install(&Need {
        what: "valgrind, which watches some tests",
        sign: "valgrind can be run",
        packages: |_| &["valgrind"],
    })
}

fn has_headers(modules: &[&str]) -> bool {
    succeeds(Command::new("pkg-config").arg("--exists").args(modules))
}

fn has_pulse_plugin() -> bool {
    const PLUGIN: &str = "alsa-lib/libasound_module_pcm_pulse.so";
    library_folders().any(|folder| folder.join(PLUGIN).exists())
}

/// Whether rust-bindgen finds it: by the variable that it goes by, or where systems put it.
fn has_libclang() -> bool {
    const NAMES: [&str; 2] = ["libclang.so", "lib/libclang.so"];
    let mut folders = library_folders();
    env::var_os("LIBCLANG_PATH").is_some()
        || folders.any(|folder| NAMES.iter().any(|name| folder.join(name).exists()))
}

/// Where the system has libraries, and folders of these.
fn library_folders() -> impl Iterator<Item = PathBuf> {
    let below = std::fs::read_dir("/usr/lib")
        .into_iter()
        .flatten()
        .flatten();
    let below = below.map(|entry| entry.path());
    below.chain(["/usr/lib", "/usr/lib64"].map(PathBuf::from))
}

fn in_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

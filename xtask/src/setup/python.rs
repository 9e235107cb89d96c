//! Python, for what is measured beside it and tested against it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::packages::{self, Need};
use crate::process::{self, Failure, succeeds};

/// The Python that has the packages of the voice link's other end, in a folder of the project's own,
/// so that nobody's other packages change.
pub(crate) fn python() -> Result<PathBuf, Failure> {
    interpreter()?;
    let folder = process::target().join("python");
    let python = folder.join("bin/python");
    let wanted = process::root().join("examples/voice-link/python/requirements.txt");
    let installed = folder.join("requirements.txt");
    if read(&installed).is_none() || read(&installed) != read(&wanted) {
        process::run(
            Command::new("python3")
                .args(["-m", "venv", "--clear"])
                .arg(&folder),
        )?;
        process::run(
            Command::new(&python)
                .args(["-m", "pip", "install", "--quiet", "--requirement"])
                .arg(&wanted),
        )?;
        // Last, so that what was interrupted is done again.
        fs::copy(&wanted, &installed).map_err(Failure::new)?;
    }
    Ok(python)
}

fn read(file: &Path) -> Option<String> {
    fs::read_to_string(file).ok()
}

/// Sees to Python and PortAudio, on which its package for sound is built.
fn interpreter() -> Result<(), Failure> {
    const FINDS_BOTH: &str =
        "import ctypes.util, ensurepip, venv; assert ctypes.util.find_library('portaudio')";
    if succeeds(Command::new("python3").args(["-c", FINDS_BOTH])) {
        return Ok(());
    }
    packages::install(&Need {
        what: "Python and PortAudio, which the voice link's other end needs",
        sign: "python3 has the modules venv and ensurepip, and finds libportaudio",
        packages: |manager| manager.python,
    })
}

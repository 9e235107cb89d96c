//! `cargo xtask test`

use std::process::Command;

use crate::process::{self, Failure};
use crate::{models, sanitize, servers, setup};

/// What to build: one set of packages and features for all steps, so that nothing is built twice.
type Selection = [&'static str];

/// What needs no more of the system than its sound library.
const PLAIN: &Selection = &["--workspace", "--features", "asyncify-examples/audio"];

/// The tests of libraries that are packages of the system, too.
const ALL: &Selection = &["--workspace", "--all-features"];

/// The runtime, with no other pool than tokio's.
const TOKIO_ALONE: &Selection = &["--package", "asyncify-runtime"];

/// The runtime, with another loop and another pool than tokio's.
const WITHOUT_TOKIO: &Selection = &[
    "--package",
    "asyncify-runtime",
    "--no-default-features",
    "--features",
    "blocking",
];

/// The tests that capture and play.
const SOUND: &[&str] = &["capture", "playback"];

/// The tests of the voice link with ends that are not ours: a browser and Python.
const OTHER_ENDS: &[&str] = &["browser", "python"];

/// Unit, integration and documentation tests of all packages, then the models of the runtime.
pub(crate) fn plain() -> Result<(), Failure> {
    setup::sound_library()?;
    everything(PLAIN)
}

/// Capture from virtual microphones, and playback that is listened to.
pub(crate) fn audio() -> Result<(), Failure> {
    setup::sound_library()?;
    setup::sound_server()?;
    with_microphones(PLAIN, SOUND)
}

/// All there is.
pub(crate) fn all() -> Result<(), Failure> {
    setup::sound_library()?;
    setup::sound_server()?;
    setup::libraries()?;
    setup::shell()?;
    setup::browser()?;
    let python = setup::python()?;
    everything(ALL)?;
    other_features()?;
    sanitize::all()?;
    sanitize::c_libraries()?;
    with_microphones(
        ALL,
        &[SOUND, &["headers", "libpulse", "portaudio"]].concat(),
    )?;
    servers::with_jack(&mut tests(ALL, &["jack", "midir"]))?;
    servers::with_webdriver(tests(ALL, OTHER_ENDS).env("ASYNCIFY_PYTHON", python))
}

fn everything(selection: &Selection) -> Result<(), Failure> {
    process::run(&mut tests(selection, &[]))?;
    models::run(true)
}

/// What depends on the features, with others.
fn other_features() -> Result<(), Failure> {
    let concerned = [
        "blocking*",
        "contract_context",
        "contract_portal*",
        "contract_scope*",
    ];
    process::run(&mut tests(TOKIO_ALONE, &concerned))?;
    process::run(&mut tests(WITHOUT_TOKIO, &concerned))?;
    let mut bare = process::cargo();
    let check = ["check", "--package", "asyncify", "--no-default-features"];
    process::run(bare.current_dir(process::root()).args(check))
}

fn with_microphones(selection: &Selection, names: &[&str]) -> Result<(), Failure> {
    // Everything is built before the server starts: compilers would starve it.
    process::run(tests(selection, names).arg("--no-run"))?;
    servers::with_microphones(&mut tests(selection, names))
}

/// The tests of those names, or all.
fn tests(selection: &Selection, names: &[&str]) -> Command {
    let mut command = process::cargo();
    command
        .current_dir(process::root())
        .arg("test")
        .args(selection);
    for name in names {
        command.args(["--test", name]);
    }
    command
}

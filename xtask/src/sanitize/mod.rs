//! `cargo xtask test --sanitize`: tests that are watched by the sanitizers and by valgrind.

mod seeded;
mod tool;

use crate::process::Failure;
use crate::setup;
use tool::Tool;

/// The tests of the C library that calls back as it should not, and of the keys it calls back by.
const C_CALLBACKS: [&[&str]; 2] = [
    &["--package", "c-abi"],
    &["--package", "asyncify-runtime", "--test", "contract_ffi"],
];

/// A callback and a future that meet at random distances. The thread sanitizer and valgrind find
/// fault with the test harness itself.
const RACES: &[&str] = &["--package", "asyncify-runtime", "--test", "races_once"];

/// Callbacks by a key and its release, at random distances.
const RACES_OF_KEYS: &[&str] = &["--package", "asyncify-runtime", "--test", "races_ffi"];

/// A C library without manners, on many threads.
const HOSTILE: &[&str] = &["--package", "c-abi", "--test", "hostile"];

/// The tests of C libraries that are packages of the system. Those of the documentation are built
/// without the sanitizer's flags.
const C_LIBRARIES: &[&str] = &[
    "--package",
    "asyncify-c-libraries",
    "--features",
    "system",
    "--tests",
];

/// Every action of a callback against every action of its consumer.
const MATRIX: &[&str] = &["--package", "asyncify-matrix", "--test", "matrix"];

/// The callbacks of the realtime lanes.
const REALTIME: &[&str] = &["--package", "asyncify-realtime", "--test", "sanitizer"];

/// First each tool must find the mistakes that are there on purpose: a tool that finds none would
/// tell nothing.
pub(crate) fn all() -> Result<(), Failure> {
    if !is_possible() {
        return Ok(());
    }
    setup::valgrind()?;
    seeded::are_found()?;
    for tool in [Tool::Address, Tool::Leak, Tool::Thread, Tool::Valgrind] {
        tool.watches(MATRIX)?;
    }
    Tool::Address.watches(RACES)?;
    for tool in [Tool::Address, Tool::Thread] {
        tool.watches(RACES_OF_KEYS)?;
    }
    for tool in [Tool::Thread, Tool::Valgrind] {
        tool.watches(HOSTILE)?;
    }
    for tests in C_CALLBACKS {
        Tool::Address.watches(tests)?;
    }
    Tool::Realtime.watches(REALTIME)
}

pub(crate) fn c_libraries() -> Result<(), Failure> {
    if !is_possible() {
        return Ok(());
    }
    Tool::Address.watches(C_LIBRARIES)
}

fn is_possible() -> bool {
    if tool::host().is_none() {
        println!("The sanitizers are only run on Linux: skipped.");
    }
    tool::host().is_some()
}

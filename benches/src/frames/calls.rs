//! How many system calls a callback makes: counted by a process that runs the path in another one,
//! and stops its threads at each call.

use std::error::Error;
use std::fs;
use std::io::{Read, Write};
use std::os::unix::process::parent_id;
use std::process::{Command, Stdio};

use nix::errno::Errno;
use nix::libc::SYS_getppid;
use nix::sys::ptrace::{self, Options};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::Pid;

use super::api::Pace;
use crate::measure::{Effort, Path};

/// A call that is of no use to anybody: the API makes it before it calls back, and when it is done.
pub(super) fn mark() {
    let _ = parent_id();
}

/// What this program is to do when it is the one that is watched: wait for the watcher, then take a
/// sample of a candidate of a path.
pub(crate) fn be_watched(
    mut paths: impl Iterator<Item = Path>,
    sample: &[String],
) -> Result<(), Box<dyn Error>> {
    let [path, candidate] = sample else {
        return Err("a path and a candidate".into());
    };
    std::io::stdin().read_exact(&mut [0])?;
    let path = paths.find(|found| found.name() == path);
    path.ok_or("no such path")?.sample(candidate, Effort::QUICK);
    Ok(())
}

/// The system calls of each callback.
pub(super) fn per_callback(path: &str, candidate: &str, pace: Pace) -> f64 {
    let counted = count(path, candidate);
    let calls = counted.unwrap_or_else(|error| panic!("cannot watch {candidate}: {error}"));
    calls as f64 / pace.in_a_quick_sample() as f64
}

fn count(path: &str, candidate: &str) -> Result<u64, Box<dyn Error>> {
    let mut child = Command::new(std::env::current_exe()?)
        .args(["--watched", path, candidate])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()?;
    let process = Pid::from_raw(child.id().try_into()?);
    let options =
        Options::PTRACE_O_TRACECLONE | Options::PTRACE_O_TRACESYSGOOD | Options::PTRACE_O_EXITKILL;
    ptrace::seize(process, options)?;
    child
        .stdin
        .take()
        .ok_or("it was asked for")?
        .write_all(&[0])?;

    let mut calls = Calls::default();
    loop {
        match waitpid(Pid::from_raw(-1), Some(WaitPidFlag::__WALL))? {
            WaitStatus::Exited(ended, _) | WaitStatus::Signaled(ended, ..) if ended == process => {
                return Ok(calls.stops / 2);
            }
            WaitStatus::PtraceSyscall(thread) => {
                calls.stopped(thread, &call(process, thread));
                go_on(ptrace::syscall(thread, None))?;
            }
            // The first thread is the task's, and none of ours to count.
            WaitStatus::PtraceEvent(thread, ..) if thread == process => {
                go_on(ptrace::cont(thread, None))?;
            }
            WaitStatus::PtraceEvent(thread, ..) => go_on(ptrace::syscall(thread, None))?,
            WaitStatus::Stopped(thread, signal) => go_on(ptrace::cont(thread, signal))?,
            _ => {}
        }
    }
}

/// What has been seen of calls. Each stops its thread twice: before and after.
#[derive(Default)]
struct Calls {
    /// The API's thread, between its two marks.
    calling_back: Option<Pid>,
    marks: u64,
    stops: u64,
}

impl Calls {
    fn stopped(&mut self, thread: Pid, call: &str) {
        if call == SYS_getppid.to_string() {
            self.marks += 1;
            self.calling_back = (self.marks % 4 == 2).then_some(thread);
        } else if self.calling_back == Some(thread) {
            self.stops += 1;
        }
    }
}

/// The number of the call that a thread has been stopped at; nothing if the thread has gone.
fn call(process: Pid, thread: Pid) -> String {
    let call = fs::read_to_string(format!("/proc/{process}/task/{thread}/syscall"));
    let call = call.unwrap_or_default();
    call.split(' ').next().unwrap_or_default().to_owned()
}

/// A thread may have gone before it is told to go on: the process ends.
fn go_on(told: nix::Result<()>) -> nix::Result<()> {
    match told {
        Err(Errno::ESRCH) => Ok(()),
        told => told,
    }
}

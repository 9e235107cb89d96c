//! Stepping through the other process.

use std::fmt;
use std::fs;
use std::path::PathBuf;
use std::ptr;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use crate::tracee::{self, MARK, READY, Shared};

/// The process that is traced, by what it shares with this one. It ends with this one.
pub(crate) struct Tracer {
    shared: &'static Shared,
    process: libc::pid_t,
}

/// Where a callback was kept waiting.
pub(crate) struct Kept {
    who: &'static str,
    step: usize,
    /// Whether its thread sleeps: on a machine that has much else to do it may just not have run.
    pub(crate) is_asleep: bool,
}

impl fmt::Display for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { who, step, .. } = self;
        write!(
            f,
            "the callback waits for the {who}, stopped after {step} instructions"
        )
    }
}

/// At how many points of a scene calls come that did not come before.
const POINTS: usize = 6;

/// How many instructions of the thread that wakes tasks are looked at in a scene.
const TICKER_STEPS: usize = 2_000;

impl Tracer {
    /// Makes the process, which must happen while this one has no second thread.
    pub(crate) fn start() -> Self {
        // SAFETY: new memory of the right size; its zeros are a `Shared`, which is made of atomics.
        let shared = unsafe {
            let memory = libc::mmap(
                ptr::null_mut(),
                size_of::<Shared>(),
                libc::PROT_READ | libc::PROT_WRITE,
                libc::MAP_SHARED | libc::MAP_ANONYMOUS,
                -1,
                0,
            );
            assert_ne!(memory, libc::MAP_FAILED);
            &*memory.cast::<Shared>()
        };
        // SAFETY: the process has one thread, so the child may do whatever it likes.
        let process = unsafe { libc::fork() };
        if process == 0 {
            // SAFETY: neither call takes a pointer.
            let results = unsafe {
                [
                    i64::from(libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL)),
                    libc::ptrace(libc::PTRACE_TRACEME, 0, 0, 0),
                ]
            };
            assert_eq!(results, [0, 0], "this system lets no process be traced");
            tracee::run(shared);
        }
        assert!(process > 0);
        assert_eq!(wait(process), Some(READY));
        Self { shared, process }
    }

    /// Plays a scene: with a call after each instruction of the consumer; with a call after each
    /// instruction of the thread that wakes tasks, if the consumer parks; and with calls at a few
    /// points only, at one of which some consumers are stopped for a second. Returns how many
    /// instructions of the consumer there were.
    ///
    /// # Errors
    /// If a call does not return within `patience` while another thread is stopped.
    pub(crate) fn play(
        &self,
        scene: usize,
        parks: bool,
        patience: Duration,
    ) -> Result<usize, Kept> {
        let calls = &self.shared.calls;
        let call = |who, step| {
            calls.want(1);
            let done = calls.are_done_within(patience);
            done.then_some(()).ok_or_else(|| Kept {
                who,
                step,
                is_asleep: self.all_sleep(),
            })
        };
        self.begin(scene);
        let steps = self.steps(usize::MAX, |step| call("consumer", step))?;
        self.until(READY);
        // Without calls it goes another way: it finds nothing, and parks.
        self.begin(scene);
        let quiet_steps = self.steps(usize::MAX, |_| Ok(()))?;
        if let Some(ticker) = self.ticker().filter(|_| parks) {
            self.step_through(ticker, |step| call("ticker", step))?;
        }
        self.until(READY);
        for point in 0..POINTS {
            self.begin(scene);
            let at = self.steps(quiet_steps * point / POINTS, |_| Ok(()))?;
            let since = Instant::now();
            // More than there is room for.
            for _ in 0..10 {
                call("consumer", at)?;
            }
            while point == scene && since.elapsed() < Duration::from_secs(1) {
                call("consumer", at)?;
            }
            self.until(READY);
        }
        Ok(steps)
    }

    /// Lets the process set a scene up, until the consumer begins.
    fn begin(&self, scene: usize) {
        self.shared.scene.store(scene, Ordering::Release);
        self.until(MARK);
    }

    /// Stops the consumer after each instruction until it has acted, or there were so many. Returns
    /// their number.
    fn steps(
        &self,
        count: usize,
        mut stopped: impl FnMut(usize) -> Result<(), Kept>,
    ) -> Result<usize, Kept> {
        for step in 0..count {
            if self.step(self.process) == Some(MARK) {
                return Ok(step);
            }
            stopped(step)?;
        }
        Ok(count)
    }

    /// The process's threads.
    fn threads(&self) -> impl Iterator<Item = PathBuf> + use<> {
        let threads = fs::read_dir(format!("/proc/{}/task", self.process)).expect("its threads");
        threads.map(|thread| thread.expect("a thread").path())
    }

    /// Whether each thread sleeps that is not stopped.
    fn all_sleep(&self) -> bool {
        self.threads().all(|thread| {
            let status = fs::read_to_string(thread.join("status")).unwrap_or_default();
            let mut lines = status.lines();
            let state = lines.find_map(|line| line.strip_prefix("State:"));
            state.is_some_and(|state| state.trim_start().starts_with(['S', 't']))
        })
    }

    /// The thread that wakes tasks, if there is one.
    fn ticker(&self) -> Option<libc::pid_t> {
        let ticker = self.threads().find(|thread| {
            let name = fs::read_to_string(thread.join("comm")).unwrap_or_default();
            name.trim() == "asyncify-ticker"
        })?;
        ticker.file_name()?.to_str()?.parse().ok()
    }

    /// Stops another thread after each of its instructions, until it ends or there were enough.
    fn step_through(
        &self,
        thread: libc::pid_t,
        mut stopped: impl FnMut(usize) -> Result<(), Kept>,
    ) -> Result<(), Kept> {
        self.ask(libc::PTRACE_SEIZE, thread);
        self.ask(libc::PTRACE_INTERRUPT, thread);
        wait(thread);
        for step in 0..TICKER_STEPS {
            if self.step(thread).is_none() {
                return Ok(());
            }
            stopped(step)?;
        }
        self.ask(libc::PTRACE_DETACH, thread);
        Ok(())
    }

    /// Lets one instruction happen. Returns the signal that the thread stops with, if it does not end.
    fn step(&self, thread: libc::pid_t) -> Option<libc::c_int> {
        self.ask(libc::PTRACE_SINGLESTEP, thread);
        wait(thread)
    }

    /// Lets the consumer go on until it says so.
    fn until(&self, signal: libc::c_int) {
        loop {
            self.ask(libc::PTRACE_CONT, self.process);
            match wait(self.process) {
                Some(stopped_by) if stopped_by == signal => return,
                Some(_) => {}
                None => panic!("the traced process has ended"),
            }
        }
    }

    fn ask(&self, what: libc::c_uint, thread: libc::pid_t) {
        // SAFETY: none of the requests writes to this process.
        let result = unsafe { libc::ptrace(what, thread, 0, 0) };
        assert_eq!(result, 0, "{}", std::io::Error::last_os_error());
    }
}

/// Waits until a thread stops. Returns the signal that it stops with, if it does not end.
fn wait(thread: libc::pid_t) -> Option<libc::c_int> {
    let mut status = 0;
    // SAFETY: the status is written to a variable that is there.
    let waited = unsafe { libc::waitpid(thread, &raw mut status, libc::__WALL) };
    assert_eq!(waited, thread);
    libc::WIFSTOPPED(status).then(|| libc::WSTOPSIG(status))
}

//! What goes on, for those who wait.

use std::path::Path;
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget};

/// A line on the standard error, if that is a terminal, and only after a second.
pub(crate) struct Progress {
    bar: ProgressBar,
    /// Its end is the end of the wait.
    _end: Sender<()>,
}

impl Progress {
    const PATIENCE: Duration = Duration::from_secs(1);

    pub(crate) fn start(what: String) -> Progress {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        bar.set_prefix(what);
        bar.set_style(
            indicatif::ProgressStyle::with_template("{spinner} {prefix}: file {pos}, {wide_msg}")
                .expect("the template is right"),
        );
        let (end, ended) = channel();
        let shown = bar.clone();
        thread::spawn(move || {
            if ended
                .recv_timeout(Self::PATIENCE)
                .is_err_and(|error| error == std::sync::mpsc::RecvTimeoutError::Timeout)
            {
                shown.set_draw_target(ProgressDrawTarget::stderr());
                shown.enable_steady_tick(Duration::from_millis(100));
            }
        });
        Progress { bar, _end: end }
    }

    /// A file more.
    pub(crate) fn step(&self, file: &Path) {
        self.bar.set_message(file.display().to_string());
        self.bar.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

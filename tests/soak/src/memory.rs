//! Memory, which must stay flat.

use std::fmt;

use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// How many episodes it takes until everything that is kept for later has been made.
const WARM_UP: u64 = 30;

/// What may come and go besides: buffers of the output, slots that are kept for later.
const SLACK: usize = 256 << 10;

/// What the allocator holds between episodes.
#[derive(Default)]
pub(crate) struct Flat {
    warm: usize,
    now: usize,
}

impl Flat {
    pub(crate) fn check(&mut self, episode: u64) {
        self.now = ALLOCATOR.current_usage();
        if episode < WARM_UP {
            self.warm = self.warm.max(self.now);
            return;
        }
        assert!(
            self.now <= self.warm + SLACK,
            "memory grows: {} bytes after the first {WARM_UP} episodes, {} now",
            self.warm,
            self.now
        );
    }
}

impl fmt::Display for Flat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { warm, now } = self;
        write!(
            f,
            "memory  {warm} bytes in use at most between the first {WARM_UP} episodes, {now} at the end"
        )
    }
}

/// The most memory that is in use from now on.
pub(crate) struct Peak {
    before: usize,
}

impl Peak {
    pub(crate) fn watch() -> Self {
        ALLOCATOR.reset_peak_usage();
        Self {
            before: ALLOCATOR.current_usage(),
        }
    }

    /// Refuses that more than so many bytes came on top.
    pub(crate) fn check(&self, bytes: usize) {
        let used = ALLOCATOR.peak_usage().saturating_sub(self.before);
        assert!(
            used <= bytes + SLACK,
            "{used} bytes were in use, of at most {bytes}"
        );
    }
}

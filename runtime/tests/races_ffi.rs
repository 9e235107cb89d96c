//! C callbacks of every kind, the release of their keys and the reuse of their slots, all at once, at
//! random distances. `RACES_SEED` says with which numbers, `RACES_ROUNDS` how often.
//!
//! It has no harness, because the thread sanitizer would find fault with that.

#[cfg(not(loom))]
mod races {
    use std::cell::Cell;
    use std::collections::HashMap;
    use std::ffi::c_void;
    use std::hint::spin_loop;
    use std::ptr::without_provenance_mut;
    use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
    use std::thread;
    use std::time::{Duration, Instant};

    use asyncify_runtime::__private::ffi::Exclusive;
    use asyncify_runtime::ffi;
    use fastrand::Rng;

    static DROPPED: AtomicU64 = AtomicU64::new(0);
    /// Twice, or by a realtime callback.
    static MISDROPPED: AtomicU64 = AtomicU64::new(0);
    static ANSWERED: AtomicU64 = AtomicU64::new(0);

    thread_local! {
        static IN_REALTIME: Cell<bool> = const { Cell::new(false) };
    }

    /// What a key leads to: its number, which is no longer there when it is dropped, and how many
    /// calls have come one at a time.
    struct Target {
        number: Box<u64>,
        calls: Exclusive<u64>,
    }

    impl Drop for Target {
        fn drop(&mut self) {
            // A panic would go no further.
            let is_right = std::mem::take(&mut *self.number) != 0 && !IN_REALTIME.get();
            let count = if is_right { &DROPPED } else { &MISDROPPED };
            count.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn pause(numbers: &mut Rng) {
        for _ in 0..numbers.u64(..60) {
            spin_loop();
        }
    }

    /// The words that callbacks may call by. They are passed on without any ordering, so a word may
    /// come before what it leads to.
    static WORDS: [AtomicUsize; 4] = [const { AtomicUsize::new(0) }; 4];

    static IS_OVER: AtomicBool = AtomicBool::new(false);

    /// Calls back until it is over.
    fn call_back(mut numbers: Rng, in_realtime: bool) {
        IN_REALTIME.set(in_realtime);
        // What each word has led to: never to anything else.
        let mut known = HashMap::new();
        let mut word = 0;
        while !IS_OVER.load(Ordering::Relaxed) {
            // A late call now and then.
            if numbers.u64(..4) > 0 {
                word = WORDS[numbers.usize(..4)].load(Ordering::Relaxed);
            }
            let data: *mut c_void = without_provenance_mut(word);
            let releases = numbers.u64(..16) == 0;
            let mut look = |target: &Target| -> u64 {
                if releases {
                    ffi::release(data);
                }
                pause(&mut numbers);
                *target.number
            };
            // What panics in there goes no further, so all is told out here.
            let answer = match in_realtime {
                false => ffi::with(data, |target| (look(target), true)),
                true => ffi::alone(data, |target: &Target| {
                    let counted = target.calls.enter(|calls| *calls += 1);
                    (look(target), counted.is_some())
                }),
            };
            if let Some((number, is_alone)) = answer {
                ANSWERED.fetch_add(1, Ordering::Relaxed);
                assert!(is_alone, "two are in at once");
                assert_ne!(number, 0, "it is used after it was dropped");
                assert_eq!(*known.entry(word).or_insert(number), number);
            }
            pause(&mut numbers);
        }
    }

    fn setting(name: &str, default: u64) -> u64 {
        std::env::var(name).map_or(default, |text| text.parse().expect("a number"))
    }

    pub(super) fn run() {
        let mut numbers = Rng::with_seed(setting("RACES_SEED", 20_261_121));
        let rounds = setting("RACES_ROUNDS", 20_000);
        // The slots are made before: the standard library hands them over, which is not built for the
        // sanitizer.
        drop(ffi::Key::new(()));
        let callers = [false, true, false, true].map(|in_realtime| {
            let seed = numbers.fork();
            thread::spawn(move || call_back(seed, in_realtime))
        });
        let mut keys = [const { None }; 4];
        for number in 1..=rounds {
            let at = numbers.usize(..4);
            // The slot of the old key is the next one's.
            drop(keys[at].take());
            pause(&mut numbers);
            let key = ffi::Key::new(Target {
                number: Box::new(number),
                calls: Exclusive::new(0),
            });
            WORDS[at].store(key.as_ptr().addr(), Ordering::Relaxed);
            keys[at] = Some(key);
            pause(&mut numbers);
            if number % 64 == 0 {
                thread::yield_now();
            }
        }
        drop(keys);
        IS_OVER.store(true, Ordering::Relaxed);
        for caller in callers {
            caller.join().unwrap();
        }
        // What was released during a realtime callback is dropped a little later.
        let deadline = Instant::now() + Duration::from_secs(60);
        while DROPPED.load(Ordering::Relaxed) + MISDROPPED.load(Ordering::Relaxed) < rounds {
            assert!(Instant::now() < deadline, "what keys led to is leaked");
            thread::sleep(Duration::from_millis(1));
        }
        assert_eq!(DROPPED.load(Ordering::Relaxed), rounds);
        assert_eq!(MISDROPPED.load(Ordering::Relaxed), 0);
        assert!(ANSWERED.load(Ordering::Relaxed) > 0);
    }
}

fn main() {
    #[cfg(not(loom))]
    races::run();
}

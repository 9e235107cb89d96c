//! A C library without manners, on many threads: whatever it does, every call ends once, every value
//! is dropped once, and nothing is left behind. `HOSTILE_SEED` says with which numbers, `HOSTILE_ROUNDS`
//! how often.
#![allow(unsafe_code, reason = "C is called")]

mod crowd;
mod ends;
mod storm;
mod sys;
mod token;

use std::thread;

// The C code is linked with it.
use c_abi as _;
use fastrand::Rng;

/// What the callbacks answer, and what those are answered that are refused, or whose reply panics.
const ANSWERED: i32 = 7;
const REFUSED: i32 = 0;

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |text| text.parse().expect("a number"))
}

fn main() {
    if ends::is_child() {
        return;
    }
    // Valgrind takes what the main thread knows of itself for lost.
    thread::spawn(run).join().unwrap();
}

fn run() {
    let mut numbers = Rng::with_seed(setting("HOSTILE_SEED", 20_261_122));
    let rounds = setting("HOSTILE_ROUNDS", 20_000);
    ends::of_threads();
    ends::of_processes();
    crowd::all_at_once(&mut numbers);
    storm::rages(&mut numbers, rounds);
    crowd::all_are_answered();
    crowd::stale_words(rounds);
    token::all_are_dropped();
    crowd::all_words_are_free();
}

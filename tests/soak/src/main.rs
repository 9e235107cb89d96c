//! Random producers and consumers over every lane, for as long as is asked for. Each sequence number
//! is checked: nothing is lost but what was counted as lost, nothing comes twice, the order is kept,
//! every value is dropped once, and memory stays flat.
//!
//! An episode is one stream, feed or batch of calls. What it does is drawn from the seed and its
//! number; how the threads take turns is not.

mod check;
mod events;
mod feed;
mod frames;
mod memory;
mod once;
mod pace;
mod token;
mod watchdog;

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

use clap::Parser;
use fastrand::Rng;

use memory::Flat;
use watchdog::Watchdog;

/// Exercises the runtime at random, and checks every item
#[derive(Parser)]
struct Cli {
    /// How long
    #[arg(long, default_value_t = 20)]
    seconds: u64,
    /// What the episodes are drawn from; another one each time unless it is given
    #[arg(long)]
    seed: Option<u64>,
}

/// A kind of episode.
struct Lane {
    name: &'static str,
    /// What is counted.
    unit: &'static str,
    /// Of so many episodes as these are in sum.
    weight: u32,
    episode: fn(&mut Rng) -> Counts,
}

const LANES: [Lane; 4] = [
    Lane {
        name: "events",
        unit: "items",
        weight: 12,
        episode: events::episode,
    },
    Lane {
        name: "frames",
        unit: "samples",
        weight: 3,
        episode: frames::episode,
    },
    Lane {
        name: "feed",
        unit: "samples",
        weight: 3,
        episode: feed::episode,
    },
    Lane {
        name: "once",
        unit: "calls",
        weight: 2,
        episode: once::episode,
    },
];

/// What an episode has moved.
#[derive(Clone, Copy, Default)]
struct Counts {
    /// That arrived, and was checked.
    arrived: u64,
    /// That was lost, and counted as lost.
    lost: u64,
}

#[derive(Clone, Copy, Default)]
struct Total {
    episodes: u64,
    counts: Counts,
    time: Duration,
}

fn main() {
    let cli = Cli::parse();
    let seed = cli.seed.unwrap_or_else(|| fastrand::u64(..));
    println!("seed {seed}");
    let end = Instant::now() + Duration::from_secs(cli.seconds);
    let watchdog = Watchdog::start();
    let mut flat = Flat::default();
    let mut totals = [Total::default(); LANES.len()];
    let mut number = 0;
    while Instant::now() < end {
        let mut rng = Rng::with_seed(seed ^ u64::rotate_left(number, 32));
        let lane = drawn(&mut rng);
        watchdog.begin(format!(
            "seed {seed}, episode {number}: {}",
            LANES[lane].name
        ));
        let started = Instant::now();
        let counts = (LANES[lane].episode)(&mut rng);
        token::check_all_dropped();
        flat.check(number);
        totals[lane].add(counts, started.elapsed());
        number += 1;
        show_progress(number, end);
    }
    summarise(&totals, &flat);
}

impl Total {
    fn add(&mut self, counts: Counts, time: Duration) {
        self.episodes += 1;
        self.counts.arrived += counts.arrived;
        self.counts.lost += counts.lost;
        self.time += time;
    }
}

/// A lane, by weight.
fn drawn(rng: &mut Rng) -> usize {
    let weights = LANES.iter().map(|lane| lane.weight);
    let mut left = rng.u32(..weights.sum::<u32>());
    LANES
        .iter()
        .position(|lane| {
            let found = left < lane.weight;
            left = left.saturating_sub(lane.weight);
            found
        })
        .expect("the weights add up")
}

fn show_progress(episodes: u64, end: Instant) {
    if std::io::stdout().is_terminal() {
        let left = end.saturating_duration_since(Instant::now()).as_secs();
        print!("\r{episodes} episodes, {left} s to go ");
        // What can't be shown is not needed.
        let _ = std::io::stdout().flush();
    }
}

fn summarise(totals: &[Total; LANES.len()], flat: &Flat) {
    println!();
    for (lane, total) in LANES.iter().zip(totals) {
        let Counts { arrived, lost } = total.counts;
        println!(
            "{:<8}{:>8} episodes {arrived:>14} {} arrived in order, {lost:>12} counted as lost, \
             {:.1} s",
            lane.name,
            total.episodes,
            lane.unit,
            total.time.as_secs_f64(),
        );
    }
    println!("{flat}");
}

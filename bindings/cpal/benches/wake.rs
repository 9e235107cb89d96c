//! What waking its reader costs the callback of a microphone, and how long the reader waits for the
//! sound: for each `wake`. `cargo xtask wake` runs this beside a sound server.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fmt;
use std::fs;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use asyncify::{Frame, FrameStream, asyncify};
use cpal::traits::{DeviceTrait, HostTrait, StreamTrait};
use cpal::{BufferSize, Device, Error, InputCallbackInfo, Stream, StreamConfig};
use futures::StreamExt;

/// How long each is listened to in a round.
const TIME: Duration = Duration::from_secs(2);

/// They take turns, so that what else the machine does meets all of them.
const ROUNDS: usize = 3;

/// What PulseAudio makes periods of 480 samples of, which are 10 ms.
const CONFIG: StreamConfig = StreamConfig {
    channels: 1,
    sample_rate: 48_000,
    buffer_size: BufferSize::Fixed(720),
};

/// How long calls took, in nanoseconds. The room is there before they come.
struct Costs {
    count: AtomicUsize,
    nanos: Vec<AtomicU64>,
}

impl Costs {
    fn note(&self, since: Instant) {
        let at = self.count.fetch_add(1, Ordering::Relaxed);
        if let Some(nanos) = self.nanos.get(at) {
            nanos.store(since.elapsed().as_nanos() as u64, Ordering::Relaxed);
        }
    }

    fn taken(&self) -> impl Iterator<Item = Duration> {
        let count = self.count.load(Ordering::Relaxed);
        let nanos = self.nanos.iter().take(count);
        nanos.map(|nanos| Duration::from_nanos(nanos.load(Ordering::Relaxed)))
    }
}

/// Opens the microphone, and takes the time of each call.
fn timed(
    device: &Device,
    costs: Arc<Costs>,
    mut on_data: impl FnMut(&[f32], Instant) + Send + 'static,
    on_error: impl FnMut(Error) + Send + 'static,
) -> Result<Stream, Error> {
    let on_data = move |data: &[f32], _: &InputCallbackInfo| {
        let now = Instant::now();
        on_data(data, now);
        costs.note(now);
    };
    device.build_input_stream(CONFIG, on_data, on_error, None)
}

type Microphone = FrameStream<f32, Instant, Stream, Result<Frame<f32, Instant>, Error>>;

type Open = fn(&Device, Arc<Costs>) -> Result<Microphone, Error>;

macro_rules! microphones {
    ($($name:ident: $wake:ident $(($number:expr))?,)*) => {
        $(
            #[asyncify(frames, wake = $wake $(($number))?)]
            fn $name(
                device: &Device,
                costs: Arc<Costs>,
                #[item] on_data: impl FnMut(&[f32], Instant) + Send + 'static,
                #[error] on_error: impl FnMut(Error) + Send + 'static,
            ) -> Result<Stream, Error> {
                timed(device, costs, on_data, on_error)
            }
        )*
        const MICROPHONES: &[(&str, Open)] = &[
            $((concat!(stringify!($wake) $(, "(", stringify!($number), ")")?), $name),)*
        ];
    };
}

microphones! {
    direct: direct,
    every_2: every(2),
    every_4: every(4),
    tick_1: tick(1),
    tick_2: tick(2),
    tick_5: tick(5),
    tick_10: tick(10),
}

/// What is known about one `wake`.
#[derive(Default)]
struct Row {
    costs: Vec<Duration>,
    latencies: Vec<Duration>,
    /// How often the threads of this process went to sleep.
    sleeps: u64,
}

impl Row {
    async fn listen(&mut self, device: &Device, open: Open) -> Result<(), Error> {
        let costs = Arc::new(Costs {
            count: AtomicUsize::new(0),
            nanos: (0..10_000).map(|_| AtomicU64::new(0)).collect(),
        });
        let mut sound = open(device, Arc::clone(&costs))?;
        sound.handle().play()?;
        // The first blocks come all at once.
        for _ in 0..20 {
            sound.next().await.transpose()?;
        }
        let warming = costs.taken().count();
        let (since, before) = (Instant::now(), sleeps());
        while since.elapsed() < TIME
            && let Some(frame) = sound.next().await.transpose()?
        {
            self.latencies.push(frame.info().elapsed());
        }
        for (thread, count) in sleeps() {
            self.sleeps += count - before.get(&thread).unwrap_or(&0);
        }
        self.costs.extend(costs.taken().skip(warming));
        sound.close().await;
        Ok(())
    }
}

/// How often each thread of this process has gone to sleep.
fn sleeps() -> HashMap<OsString, u64> {
    let threads = fs::read_dir("/proc/self/task").into_iter().flatten();
    let counts = threads.flatten().filter_map(|thread| {
        let status = fs::read_to_string(thread.path().join("status")).ok()?;
        let count = status
            .lines()
            .find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"))?;
        Some((thread.file_name(), count.trim().parse().ok()?))
    });
    counts.collect()
}

/// Median, 99th percentile and worst, in a unit.
struct Spread<'a>(&'a [Duration], Duration);

impl fmt::Display for Spread<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut sorted = self.0.to_vec();
        sorted.sort();
        let Some(last) = sorted.len().checked_sub(1) else {
            return write!(f, "- | - | -");
        };
        let part =
            |percent: usize| sorted[last * percent / 100].as_secs_f64() / self.1.as_secs_f64();
        write!(f, "{:.1} | {:.1} | {:.1}", part(50), part(99), part(100))
    }
}

/// What stands above the table.
const ABOUT: &str = "\
# Waking the reader of a microphone

A callback that wakes a task which waits runs the executor's waker, and that calls the system. This
is what it costs the callback, and what it saves the reader: a microphone of a private PulseAudio,
reached through ALSA and cpal, brings 10 ms of sound at a time to a task of a tokio runtime with one
thread, which takes each frame as soon as it can. `cargo xtask wake` writes this table.

* *call*: how long the callback of cpal takes, with all that asyncify does in it.
* *latency*: from the beginning of the callback until the task has the frame.
* *sleeps*: how often threads of the process went to sleep, the audio thread and the task among
  them: each time, a processor may have been woken.

Whoever wakes the task itself pays for it in the callback, many times what the samples cost, and with
a worst case that is the system's to choose. `every(n)` only pays less often, and its first blocks
wait for the last. `tick(ms)` takes the waking out of the callback, and a frame waits for the next
tick at most. So `frames` and `feed`, and with them the streams of asyncify-cpal, have `wake =
tick(5)`: less than the block of 10 ms that is under way anyhow, for a few more wake-ups a second.
Where the sound must be there sooner, `tick(1)` costs the callback no more, and the machine a wake-up
each millisecond while the task waits; `direct` is for callbacks that are not in a hurry.
";

/// The day and the machine.
fn circumstances() -> String {
    let day = Command::new("date").arg("+%F").output();
    let day = day.map_or_else(|_| Vec::new(), |output| output.stdout);
    let processors = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processors
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split(": ").nth(1))
        .unwrap_or("a processor");
    let count = std::thread::available_parallelism().map_or(1, usize::from);
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    format!(
        "{}: {count} × {model}, Linux {}. {ROUNDS} rounds of {} s each, taking turns.",
        String::from_utf8_lossy(&day).trim(),
        kernel.split(['-', '\n']).next().unwrap_or_default(),
        TIME.as_secs(),
    )
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let device = cpal::default_host()
        .default_input_device()
        .ok_or("there is no microphone")?;
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let mut rows: Vec<Row> = MICROPHONES.iter().map(|_| Row::default()).collect();
    for _ in 0..ROUNDS {
        for ((_, open), row) in MICROPHONES.iter().zip(&mut rows) {
            runtime.block_on(row.listen(&device, *open))?;
        }
    }
    println!("{ABOUT}\n{}\n", circumstances());
    println!(
        "| `wake` | call, µs: median | p99 | worst | latency, ms: median | p99 | worst | sleeps a second |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|");
    for ((name, _), row) in MICROPHONES.iter().zip(rows) {
        let costs = Spread(&row.costs, Duration::from_micros(1));
        let latencies = Spread(&row.latencies, Duration::from_millis(1));
        let sleeps = row.sleeps as f64 / (TIME * ROUNDS as u32).as_secs_f64();
        println!("| `{name}` | {costs} | {latencies} | {sleeps:.0} |");
    }
    Ok(())
}

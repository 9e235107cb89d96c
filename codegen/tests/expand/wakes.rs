/// Woken once sixteen events wait.
#[asyncify(wake = every(16), overflow = block, buffer = 256)]
fn keys(callback: impl FnMut(Key) + Send + 'static) -> Listener {
    Listener::new(callback)
}

/// Woken every two milliseconds, if there are samples.
#[asyncify(frames, wake = tick(2))]
fn capture(callback: impl FnMut(&[f32], Time) + Send + 'static) -> Device {
    Device::open(callback)
}

#[asyncify(feed, wake = direct)]
fn play(callback: impl FnMut(&mut [f32]) + Send + 'static) -> Device {
    Device::open(callback)
}

/// Both lanes are told.
#[asyncify(feed, wake = tick(period))]
fn process(period: u64, callback: impl FnMut(&[f32], &mut [f32]) + Send + 'static) -> Device {
    Device::open_duplex(callback)
}

#[asyncify(wake = tick(50), overflow = latest)]
fn download(
    #[progress] on_progress: impl FnMut(u64) + Send + 'static,
    #[item] on_done: impl FnOnce(Page) + Send + 'static,
) {
    start(on_progress, on_done)
}

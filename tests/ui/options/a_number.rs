use asyncify::asyncify;

#[asyncify(stream, 64)]
fn ticks(callback: impl FnMut(u32) + Send + 'static) {
    std::thread::spawn(move || (0..).for_each(callback));
}

fn main() {
    let _ = ticks();
}

// mend: `stream, 64` -> `stream, buffer = 64`

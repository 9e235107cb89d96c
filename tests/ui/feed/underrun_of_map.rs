use asyncify::asyncify;

#[asyncify(feed, underrun = block)]
fn play(
    #[map(|out| &mut out[1..])]
    #[reply(|out| out.len())]
    mut callback: impl FnMut(&mut [f32]) -> usize + Send + 'static,
) {
    callback(&mut [0.0]);
}

fn main() {}

// mend: `, underrun = block` -> ``

use asyncify::asyncify;

#[asyncify(frames)]
fn record(#[ok_if(|_, ok| ok)] mut on_data: impl FnMut(&[f32], bool)) {
    on_data(&[0.5], true);
}

fn main() {}

// mend: `#[ok_if(|_, ok| ok)] ` -> ``
// mend: `frames` -> `stream`

use asyncify::asyncify;

#[asyncify]
fn run(callback: impl FnOnce(&dyn std::fmt::Debug) + Send + 'static) {
    callback(&1);
}

fn main() {}

// mend: `run(callback` -> `run(#[map(|it| format!("{it:?}"))] callback`

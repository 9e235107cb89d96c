use asyncify::asyncify;

#[asyncify]
const fn run(callback: impl FnOnce(u8)) {}

fn main() {}

// mend: `const ` -> ``

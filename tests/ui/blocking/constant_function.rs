use asyncify::asyncify;

#[asyncify(blocking)]
const fn read() -> u8 {
    0
}

fn main() {}

// mend: `const fn` -> `fn`
// mend: `#[asyncify(blocking)]` -> ``

use asyncify::asyncify;

#[asyncify(blocking)]
fn count(seen: &mut Vec<u8>) -> impl Iterator<Item = u8> {
    seen.push(0);
    0..3
}

fn main() {}

// mend: `seen: &mut Vec<u8>` -> `mut seen: Vec<u8>`

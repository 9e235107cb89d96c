use asyncify::asyncify;

#[asyncify(blocking)]
fn count(seen: &mut Vec<u8>) -> Option<impl Iterator<Item = u8>> {
    let last = seen.pop()?;
    Some(0..last)
}

fn main() {}

// mend: `impl Iterator<Item = u8>` -> `impl Iterator<Item = u8> + use<>`
// mend: `seen: &mut Vec<u8>` -> `mut seen: Vec<u8>`

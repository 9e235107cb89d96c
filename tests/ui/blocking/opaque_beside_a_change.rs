use asyncify::asyncify;

#[asyncify(blocking)]
fn count(seen: &mut Vec<u8>) -> Option<impl Iterator<Item = u8>> {
    let last = seen.pop()?;
    Some(0..last)
}

fn main() {}

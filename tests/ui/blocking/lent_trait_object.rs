use std::fmt::Display;
use std::io::Read;

use asyncify::asyncify;

#[asyncify(blocking)]
fn count(from: &mut dyn Read, name: &(dyn Display + Sync)) -> usize {
    println!("{name}");
    from.read(&mut [0]).unwrap_or_default()
}

fn main() {}

// mend: `from: &mut dyn Read` -> `mut from: Box<dyn Read + Send>`
//       `name: &(dyn Display + Sync)` -> `name: std::sync::Arc<dyn Display + Send + Sync>`

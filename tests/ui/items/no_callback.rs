use asyncify::asyncify;

#[asyncify]
fn run(times: u8) -> u8 {
    times
}

fn main() {}

use asyncify::asyncify;

#[asyncify(listener)]
trait Process {
    #[map(|self, frames| -> u32 { frames })]
    fn buffer_size(&mut self, client: &str, frames: u32);
}

fn main() {}

// mend: `|self, frames|` -> `|_, frames|`

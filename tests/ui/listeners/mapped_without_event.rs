use asyncify::asyncify;

#[asyncify(listener)]
trait Listener {
    fn on_open(&self);
    #[skip]
    #[map(|n| n)]
    #[reply(true)]
    fn may_close(&self, n: u32) -> bool;
}

fn main() {}

// mend: `    #[skip]\n` -> ``
// mend: `    #[map(|n| n)]\n` -> ``

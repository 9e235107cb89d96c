use asyncify::asyncify;

#[asyncify(listener)]
trait Listener {
    #[skip]
    #[reply(true)]
    fn may_close(&self) -> bool;
}

fn main() {}

// mend: `    #[skip]\n` -> ``

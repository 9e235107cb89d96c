use asyncify::asyncify;

#[asyncify(listener)]
trait Listener {
    fn on_open(&self);
    #[skip]
    fn may_close(&self) -> bool;
}

fn main() {}

// mend: `    #[skip]\n` -> `    #[skip]\n    #[reply(true)]\n`
// mend: `bool;` -> `bool { true }`

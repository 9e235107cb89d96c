use asyncify::asyncify;

#[asyncify(listener)]
trait Listener {
    fn on_open(&self);
    #[end]
    #[reply(ask, default = true)]
    fn on_close(&self) -> bool;
}

fn main() {}

// mend: `ask, default = true` -> `true`

use asyncify::asyncify;

#[asyncify(listener)]
#[event]
trait Listener {
    fn on_open(&self);
}

fn main() {}

// mend: `#[event]` -> `#[event(derive(Eq, Hash, PartialEq))]`

use asyncify::asyncify;

#[asyncify(listener, wake = every(0))]
trait Door {
    fn on_open(&self);
}

fn main() {}

// mend: `every(0)` -> `every(1)`

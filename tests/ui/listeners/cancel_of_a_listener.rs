use asyncify::asyncify;

#[asyncify(listener, cancel = |api| drop(api))]
trait Listener {
    fn on_open(&self);
}

fn main() {}

// mend: `, cancel = |api| drop(api)` -> ``

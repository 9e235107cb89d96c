use asyncify::asyncify;

#[asyncify(listener, wake = every(0))]
trait Door {
    fn on_open(&self);
}

fn main() {}

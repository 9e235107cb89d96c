use asyncify::asyncify;

#[asyncify(listener)]
trait Listener {
    type Error;
    fn on_open(&self);
}

fn main() {}

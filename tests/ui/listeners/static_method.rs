use asyncify::asyncify;

#[asyncify(listener)]
trait Listener {
    fn on_open(&self);
    fn create(name: &str);
}

fn main() {}

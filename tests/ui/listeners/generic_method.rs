use asyncify::asyncify;

#[asyncify(listener)]
trait Listener {
    fn on_value<T: Clone>(&self, value: T);
}

fn main() {}

use asyncify::asyncify;

#[asyncify(listener)]
trait Listener: Sized {
    fn on_merge(&self, other: Self);
}

fn main() {}

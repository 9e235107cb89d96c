use asyncify::asyncify;

#[asyncify(listener)]
trait Listener {
    fn may_close(&self) -> bool;
}

fn main() {}

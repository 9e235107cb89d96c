use asyncify::asyncify;

#[asyncify(listener)]
trait Listener {
    fn on_open(&self);
    #[skip]
    fn on_close(&self);
}

fn main() {}

use asyncify::asyncify;

#[asyncify(listener)]
trait Listener {
    async fn on_open(&self);
}

fn main() {}

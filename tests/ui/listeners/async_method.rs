use asyncify::asyncify;

#[asyncify(listener)]
trait Listener {
    async fn on_open(&self);
}

fn main() {}

// mend: `    async fn on_open(&self);` -> `    #[skip] async fn on_open(&self) {} fn on_shut(&self);`

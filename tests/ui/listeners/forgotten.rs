use asyncify::asyncify;

#[asyncify]
trait Watcher {
    fn on_change(&self, path: &str);
}

fn main() {}

// mend: `#[asyncify]` -> `#[asyncify(listener)]`

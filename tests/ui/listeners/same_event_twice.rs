use asyncify::asyncify;

#[asyncify(listener)]
trait Watcher {
    fn on_change(&self);
    #[allow(non_snake_case)]
    fn onChange(&self);
}

fn main() {
    let _: Option<WatcherEvent> = None;
}

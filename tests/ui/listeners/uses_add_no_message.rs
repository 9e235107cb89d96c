use asyncify::asyncify;

#[asyncify(listener)]
trait Listener {
    fn on_open(&self, name: &str);
    fn may_close(&self) -> bool;
}

fn listen(listener: impl Listener) {
    drop(listener);
}

async fn run() {
    let events = ListenerEvents::new();
    listen(events.sender());
    events.close().await;
}

fn main() {
    drop(run());
}

use asyncify::asyncify;

#[asyncify(listener)]
trait Listener {
    fn on_open(&self, name: &str);
    fn may_close(&self) -> bool;
    #[map(|code| i64::from(code))]
    fn on_error(&self, code: i32);
    #[reply(ask, default = true)]
    fn may_ask(&self) -> bool;
}

fn listen(listener: impl Listener) {
    drop(listener);
}

async fn run() {
    let events = ListenerEvents::new();
    listen(events.sender());
    events.close().await;
    for event in events {
        match event {
            ListenerEvent::OnOpen { name } => println!("{name}"),
            ListenerEvent::MayClose => {}
            ListenerEvent::OnError(code) => println!("{code}"),
            ListenerEvent::MayAsk { reply } => reply.send(true),
        }
    }
}

fn main() {
    drop(run());
}

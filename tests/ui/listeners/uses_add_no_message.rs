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

// mend: `    fn may_close` -> `    #[reply(true)] fn may_close`
//       `for event in events` -> `for event in futures::executor::block_on_stream(events)`
//       `reply.send(true)` -> `drop(reply.send(true))`
//       `let events` -> `let mut events`

use asyncify::asyncify;

struct Event {
    code: u8,
}

#[asyncify]
fn run(#[map(|event| event.code)] callback: impl FnOnce(&Event) + Send + 'static) {
    callback(&Event { code: 1 });
}

fn main() {}

// mend: `event.code` -> `-> u8 { event.code }`

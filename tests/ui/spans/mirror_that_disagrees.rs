use asyncify::asyncify;

struct Client;

impl Client {
    fn ping(&self, _: impl FnOnce() + Send + 'static) {}
    fn watch(&self, _: impl FnMut(u8) + Send + 'static) {}
    fn fetch(&self, _: u8, _: impl FnOnce(u8) + Send + 'static) {}
}

#[asyncify(ext = ClientAsync)]
impl Client {
    fn ping(&self, #[item] done: impl FnOnce() + Send + 'static) -> Result<(), String>;
    fn watch(&self, on_event: impl FnMut(u8) + Send + 'static) -> String;
    fn fetch(&self, done: impl FnOnce(u8) + Send + 'static);
}

fn main() {}

// mend: `-> Result<(), String>;` -> `;`
//       `-> String;` -> `;`
//       `fetch(&self, done` -> `fetch(&self, count: u8, done`

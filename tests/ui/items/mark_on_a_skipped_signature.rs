use asyncify::asyncify;

struct Client;

impl Client {
    fn fetch(&self, callback: impl FnOnce(u8) + Send + 'static) {
        callback(1);
    }
}

#[asyncify(ext = ClientExt)]
impl Client {
    fn fetch(&self, callback: impl FnOnce(u8) + Send + 'static);
    #[asyncify(skip)]
    fn watch(&self, #[map] callback: impl FnMut(u8) + Send + 'static);
}

fn main() {
    let _ = Client.fetch_async();
}

// mend: `#[map]` -> `#[map(|args| args)]`

use asyncify::asyncify;

// A type that does not parse would keep tools from reading this file.
macro_rules! as_it_stands {
    ($($tokens:tt)*) => { $($tokens)* };
}

as_it_stands! {
    #[asyncify]
    fn run(callback: Fn(u8)) {
        callback(1);
    }
}

struct Client;

#[asyncify]
impl Client {
    fn fetch(&self, url: &str, callback: dyn FnOnce(String) + Send) {
        callback(url.to_owned());
    }

    fn count(&self, callback: impl FnOnce(u8) + Send + 'static) {
        callback(1);
    }
}

async fn one() -> u8 {
    Client.count().await.unwrap_or(0)
}

fn main() {
    let _ = async { (run(), Client.fetch("url").await, one().await) };
}

// mend: `callback: Fn(u8)` -> `callback: impl Fn(u8)`
//       `callback: dyn FnOnce(String) + Send` -> `callback: impl FnOnce(String) + Send`
// mend: `callback: Fn(u8)` -> `callback: Box<dyn Fn(u8)>`
//       `callback: dyn FnOnce(String) + Send` -> `callback: Box<dyn FnOnce(String) + Send>`

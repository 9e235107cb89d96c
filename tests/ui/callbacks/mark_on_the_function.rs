use asyncify::asyncify;

#[asyncify]
#[reply(true)]
fn listen(callback: impl FnMut(u8) -> bool + Send + 'static) {
    drop(callback);
}

struct Api;

#[asyncify]
impl Api {
    fn run(&self, callback: impl FnOnce(u8) + Send + 'static) {
        callback(1);
    }

    #[skip]
    fn each(&self, callback: impl Fn(u8)) {
        callback(1);
    }
}

fn main() {}

// mend: `#[reply(true)]\n` -> ``
//       `listen(callback` -> `listen(#[reply(true)] callback`
//       `#[skip]` -> `#[asyncify(skip)]`

use asyncify::asyncify;

#[asyncify(strem)]
fn run(times: u8, change: fn(u8) -> u8, callback: impl FnOnce(u8) + Send + 'static) {
    callback(change(times));
}

struct Api;

#[asyncify(ext = ApiExt, bufer = 3)]
impl Api {
    fn ticks(&self, callback: impl FnMut(u8) + Send + 'static);
}

#[asyncify(path = krate::module, stram)]
mod api {
    pub fn tick(callback: impl FnMut(u8) + Send + 'static);
}

#[asyncify(blocking, bufer = 3)]
fn block(times: u8, change: fn(u8) -> u8) -> u8 {
    change(times)
}

fn main() {
    let _ = async {
        let value = (run(1, |n| n).await, block(1, |n| n).await);
        let stream = Api.ticks_stream();
        drop((value, stream, api::tick()));
    };
}

// mend: `strem` -> `once`
//       `ApiExt, bufer = 3` -> `ApiExt, buffer = 3`
//       `blocking, bufer = 3` -> `blocking`
//       `krate::module, stram` -> `module, stream`
//       `fn main()` -> `mod module { pub fn tick(_: impl FnMut(u8) + Send + 'static) {} } fn main()`
//       `struct Api;` -> `struct Api; impl Api { fn ticks(&self, _: impl FnMut(u8) + Send + 'static) {} }`

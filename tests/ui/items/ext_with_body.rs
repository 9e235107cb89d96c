use asyncify::asyncify;

struct Api;

#[asyncify(ext = ApiExt)]
impl Api {
    fn run(&self, callback: impl FnOnce(u8) + Send + 'static) {
        callback(1);
    }
}

fn main() {}

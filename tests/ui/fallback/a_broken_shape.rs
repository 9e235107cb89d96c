use asyncify::asyncify;

#[asyncify]
trait Api {
    fn a(&self, #[shape(Foo(u32), wrap = Box::new)] callback: Callback);
    fn b(&self, callback: Box<dyn FnOnce(u32) + Send>);
}

type Callback = Box<dyn FnOnce(u32) + Send>;

#[asyncify]
fn pointer(times: u32, callback: fn(u32)) {
    callback(times);
}

fn main() {
    let _ = async { pointer(1).await };
}

// mend: `Foo(u32)` -> `FnOnce(u32)`
//       `callback: fn(u32)` -> `callback: impl FnOnce(u32)`

use asyncify::asyncify;

type Callback = Box<dyn FnOnce(u8)>;

#[asyncify]
fn run(#[shape(Send)] callback: Callback) {
    callback(1);
}

fn main() {}

// mend: `shape(Send)` -> `shape(FnOnce(u8), wrap = Box::new)`

use asyncify::asyncify;

type Callback = Box<dyn FnOnce(u8) + Send>;

#[asyncify]
fn run(#[shape(dyn FnOnce(u8) + Send)] callback: Callback) {
    callback(1);
}

fn main() {}

// mend: `dyn FnOnce(u8) + Send` -> `FnOnce(u8), wrap = Box::new`
//       `type Callback = Box<FnOnce(u8), wrap = Box::new>` -> `type Callback = Box<dyn FnOnce(u8) + Send>`

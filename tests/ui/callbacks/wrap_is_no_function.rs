use asyncify::asyncify;

type Callback = Box<dyn FnMut(u8)>;

#[asyncify]
fn run(#[shape(FnMut(u8), wrap = "Box::new")] callback: Callback) {
    drop(callback);
}

#[asyncify]
fn listen(#[shape(FnMut(u8), wrap = Box::new, wrap = Box::new)] callback: Callback) {
    drop(callback);
}

fn main() {}

// mend: `"Box::new"` -> `Box::new`
//       `, wrap = Box::new, wrap = Box::new` -> `, wrap = Box::new`

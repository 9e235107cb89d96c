use asyncify::asyncify;

#[asyncify]
fn run<F: FnMut(u8) + Send + 'static>(callback: F, _others: Vec<F>) {
    std::thread::spawn(callback);
}

fn main() {}

// mend: `Vec<F>` -> `Vec<Box<dyn FnMut(u8)>>`
//       `std::thread::spawn(callback)` -> `drop(callback)`

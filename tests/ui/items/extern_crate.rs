use asyncify::asyncify;

#[asyncify]
extern crate alloc;

fn main() {
    drop(alloc::vec::Vec::<u8>::new());
}

// mend: `#[asyncify]\n` -> ``
//       `alloc::vec` -> `std::vec`

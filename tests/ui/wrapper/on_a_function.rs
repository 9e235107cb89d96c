use asyncify::asyncify;

#[asyncify(blocking, wrapper = AsyncFile)]
fn open() -> u8 {
    0
}

fn main() {}

// mend: `, wrapper = AsyncFile` -> ``

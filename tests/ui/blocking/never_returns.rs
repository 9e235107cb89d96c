use asyncify::asyncify;

#[asyncify(blocking)]
fn serve(port: u16) -> ! {
    loop {
        std::hint::black_box(port);
    }
}

fn main() {}

// mend: `#[asyncify(blocking)]` -> ``

use asyncify::asyncify;

struct Port(u8);

#[asyncify(blocking)]
fn open(port: &mut Port) {
    port.0 = 1;
}

fn main() {}

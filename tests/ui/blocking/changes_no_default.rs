use asyncify::asyncify;

struct Port(u8);

#[asyncify(blocking)]
fn open(port: &mut Port) {
    port.0 = 1;
}

fn main() {}

// mend: `port: &mut Port` -> `mut port: Port`
//       `) {\n` -> `) -> Port {\n`
//       `port.0 = 1;` -> `port.0 = 1; port`

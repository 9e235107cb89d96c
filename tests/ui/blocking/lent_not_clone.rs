use asyncify::asyncify;

struct Port(u8);

#[asyncify(blocking)]
fn read(port: &Port) -> u8 {
    port.0
}

fn main() {}

// mend: `port: &Port` -> `port: Port`
// mend: `port: &Port` -> `port: std::sync::Arc<Port>`

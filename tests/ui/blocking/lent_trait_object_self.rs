use asyncify::asyncify;

trait Port {}

impl dyn Port {
    fn read(&self) -> u8 {
        1
    }
}

#[asyncify(blocking, ext = PortExt)]
impl dyn Port {
    fn read(&self) -> u8;
}

fn main() {}

// mend: `#[asyncify(blocking, ext = PortExt)]` -> ``
//       `impl dyn Port {\n    fn read(&self) -> u8;\n}` -> `#[asyncify(blocking)] fn read(port: std::sync::Arc<dyn Port + Send + Sync>) -> u8 { port.read() }`
//       `impl dyn Port {` -> `impl dyn Port + Send + Sync {`

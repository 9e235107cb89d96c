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

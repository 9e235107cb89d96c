use asyncify::asyncify;

#[asyncify(blocking, wrapper = AsyncReceiver)]
impl std::sync::mpsc::Receiver<u8> {
    fn recv(&self) -> Result<u8, std::sync::mpsc::RecvError>;
}

fn main() {}

// mend: `&self` -> `&mut self`

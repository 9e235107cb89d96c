use asyncify::asyncify;

#[asyncify]
impl std::thread::Builder {
    fn spawn(self, callback: impl FnOnce(u8) + Send + 'static);
    fn watch(self, callback: impl FnMut(u8) + Send + 'static);
}

fn main() {}

use asyncify::asyncify;

#[asyncify]
impl std::thread::Builder {
    fn spawn(self, callback: impl FnOnce(u8) + Send + 'static);
    fn watch(self, callback: impl FnMut(u8) + Send + 'static);
}

fn main() {}

// mend: `#[asyncify]` -> `mod std { pub mod thread { pub struct Builder; impl Builder { pub fn spawn(self, _: impl FnOnce(u8) + Send + 'static) {} pub fn watch(self, _: impl FnMut(u8) + Send + 'static) {} } } } #[asyncify(ext = TraitName)]`

use asyncify::asyncify;

#[asyncify(ext = ListenAsync)]
impl<T: Listen> Listen for T {
    fn listen(&self, callback: impl FnMut(u8) + Send + 'static);
}

trait Listen {
    fn listen(&self, callback: impl FnMut(u8) + Send + 'static);
}

fn main() {}

// mend: `impl<T: Listen> Listen for T` -> `impl<T: Listen> T`

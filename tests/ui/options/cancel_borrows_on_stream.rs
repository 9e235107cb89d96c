use asyncify::asyncify;

struct Bus;

#[asyncify]
impl Bus {
    #[asyncify(cancel = |id| self.remove(id))]
    fn listen(&self, callback: impl FnMut(u8) + Send + 'static) -> u32 {
        drop(callback);
        1
    }

    fn remove(&self, _id: u32) {}
}

fn main() {}

// mend: `cancel = |id| self.remove(id)` -> `cancel = { let me = self.clone(); move |handle| me.remove(handle) }`
//       `struct Bus` -> `#[derive(Clone)] struct Bus`

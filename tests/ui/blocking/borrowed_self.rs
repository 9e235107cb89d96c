use asyncify::asyncify;

struct Device;

#[asyncify]
impl Device {
    #[asyncify(blocking)]
    fn listen(&self, mut callback: impl FnMut(u8)) {
        callback(1);
    }
}

fn main() {}

// mend: `&self` -> `self: std::sync::Arc<Self>`
// mend: `&self` -> `self`

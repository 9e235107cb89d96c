use asyncify::asyncify;

#[asyncify]
mod api {
    pub fn run(callback: impl FnOnce(u8) + Send + 'static);
}

fn main() {}

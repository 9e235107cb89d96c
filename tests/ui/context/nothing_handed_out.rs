use asyncify::asyncify;

struct Pool;

#[asyncify(context)]
impl Pool {
    async fn connect(&self) -> u8 {
        1
    }
}

fn main() {
    let _ = Pool.connect();
}

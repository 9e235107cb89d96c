use asyncify::{HandOut, asyncify};

struct Pool;

#[asyncify(ext = PoolExt, context)]
impl Pool {
    async fn lent(&self, out: HandOut<u32>);
}

fn main() {}

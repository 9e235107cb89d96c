use asyncify::{HandOut, asyncify};

struct Pool;

#[asyncify(ext = PoolExt, context)]
impl Pool {
    async fn lent(&self, out: HandOut<u32>);
}

fn main() {}

// mend: `ext = PoolExt, context` -> `context`
//       `HandOut<u32>);` -> `HandOut<u32>) { out.give(1).await; }`
//       `struct Pool` -> `#[derive(Clone)] struct Pool`

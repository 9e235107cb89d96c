use asyncify::{HandOut, asyncify};

struct Pool(u32);

#[asyncify(context)]
impl Pool {
    async fn lent(&self, out: HandOut<u32>) {
        out.give(self.0).await;
    }
}

fn main() {
    let _ = Pool(1).lent();
}

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

// mend: `&self` -> `self`
// mend: `&self` -> `self: std::sync::Arc<Self>`
//       `Pool(1).` -> `std::sync::Arc::new(Pool(1)).`
// mend: `struct Pool` -> `#[derive(Clone)] struct Pool`

use asyncify::{HandOut, asyncify};

struct Pool(u32);

#[asyncify(context)]
impl Pool {
    async fn lent(&mut self, out: HandOut<u32>) {
        self.0 = out.give(self.0).await;
    }
}

fn main() {
    let _ = Pool(1).lent();
}

// mend: `&mut self` -> `mut self`
// mend: `&mut self` -> `self: std::sync::Arc<Self>`
//       `self.0 = ` -> `let _ = `
//       `Pool(1).` -> `std::sync::Arc::new(Pool(1)).`

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

// mend: `(&self) -> u8` -> `(self, out: asyncify::HandOut<u8>)`
//       `        1\n` -> `        out.give(1).await;\n`

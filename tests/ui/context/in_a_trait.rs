use asyncify::{HandOut, asyncify};

#[asyncify(context)]
trait Network {
    async fn connected(address: String, out: HandOut<String>);
}

fn main() {}

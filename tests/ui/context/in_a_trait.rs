use asyncify::{HandOut, asyncify};

#[asyncify(context)]
trait Network {
    async fn connected(address: String, out: HandOut<String>);
}

fn main() {}

// mend: `trait Network {` -> `impl Network {`
//       `HandOut<String>);` -> `HandOut<String>) { out.give(address).await; }`
//       `fn main() {}` -> `struct Network;`

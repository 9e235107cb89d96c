use asyncify::{HandOut, asyncify};

#[asyncify(context)]
fn connected(host: &str, out: HandOut<String>) {
    drop((host, out));
}

fn main() {
    let _ = connected("localhost");
}

// mend: `fn connected` -> `async fn connected`

use asyncify::asyncify;

#[asyncify(context)]
async fn connected(host: &str) {
    drop(host.to_owned());
}

fn main() {
    let _ = connected("localhost");
}

// mend: `host: &str)` -> `host: &str, out: asyncify::HandOut<String>)`
//       `drop(host.to_owned());` -> `let resource = host.to_owned(); let resource = out.give(resource).await; drop(resource);`

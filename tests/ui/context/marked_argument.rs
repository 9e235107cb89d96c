use asyncify::{HandOut, asyncify};

#[asyncify(context)]
async fn connected(#[item] host: String, out: HandOut<String>) {
    out.give(host).await;
}

fn main() {
    let _ = connected(String::new());
}

// mend: `#[item] ` -> ``

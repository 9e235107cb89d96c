use asyncify::{HandOut, asyncify};

#[asyncify(context)]
async fn connected(out: HandOut) {
    out.give(String::new()).await;
}

fn main() {
    let _ = connected();
}

// mend: `HandOut)` -> `HandOut<String>)`

use asyncify::{HandOut, asyncify};

#[asyncify(context, blocking)]
async fn connected(out: HandOut<String>) {
    out.give(String::new()).await;
}

fn main() {
    let _ = connected();
}

// mend: `, blocking` -> ``

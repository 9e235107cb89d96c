use asyncify::{HandOut, asyncify};

#[asyncify(context, keep)]
async fn connected(out: HandOut<String>) {
    out.give(String::new()).await;
}

fn main() {
    let _ = connected();
}

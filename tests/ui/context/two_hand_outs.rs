use asyncify::{HandOut, asyncify};

#[asyncify(context)]
async fn connected(reader: HandOut<String>, writer: HandOut<String>) {
    reader.give(String::new()).await;
    writer.give(String::new()).await;
}

fn main() {
    let _ = connected();
}

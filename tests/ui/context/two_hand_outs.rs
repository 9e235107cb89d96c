use asyncify::{HandOut, asyncify};

#[asyncify(context)]
async fn connected(reader: HandOut<String>, writer: HandOut<String>) {
    reader.give(String::new()).await;
    writer.give(String::new()).await;
}

fn main() {
    let _ = connected();
}

// mend: `reader: HandOut<String>, writer: HandOut<String>` -> `out: HandOut<(String, String)>`
//       `reader.give(String::new()).await;` -> `out.give((String::new(), String::new())).await;`
//       `writer.give(String::new()).await;` -> ``

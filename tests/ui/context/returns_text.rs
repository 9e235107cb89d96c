use asyncify::{HandOut, asyncify};

#[asyncify(context)]
async fn connected(out: HandOut<String>) -> String {
    out.give(String::new()).await
}

fn main() {
    let _ = connected();
}

// mend: `-> String ` -> ``
//       `.await` -> `.await;`
// mend: `-> String ` -> `-> Result<(), u8>`
//       `out.give(String::new()).await` -> `out.give(String::new()).await; Ok(())`

use asyncify::{HandOut, asyncify};

#[asyncify(context)]
async fn connected(out: HandOut<String>) -> Result<usize, ()> {
    Ok(out.give(String::new()).await.len())
}

fn main() {
    let _ = connected();
}

// mend: `Result<usize, ()>` -> `Result<(), ()>`
//       `Ok(out.give(String::new()).await.len())` -> `out.give(String::new()).await; Ok(())`

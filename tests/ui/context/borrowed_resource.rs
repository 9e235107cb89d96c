use asyncify::{HandOut, asyncify};

#[asyncify(context)]
async fn part(text: &str, out: HandOut<&str>) {
    out.give(&text[1..]).await;
}

fn main() {
    let _ = part("text");
}

// mend: `HandOut<&str>` -> `HandOut<String>`
//       `&text[1..]` -> `text[1..].to_owned()`

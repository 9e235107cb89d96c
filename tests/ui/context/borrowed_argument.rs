use asyncify::{HandOut, asyncify};

struct Part<'a>(&'a str);

#[asyncify(context)]
async fn part(text: Part<'_>, out: HandOut<String>) {
    out.give(text.0.to_owned()).await;
}

fn main() {
    let _ = part(Part("text"));
}

// mend: `text: Part<'_>` -> `text: String`
//       `text.0.to_owned()` -> `text`
//       `Part("text")` -> `"text".to_owned()`

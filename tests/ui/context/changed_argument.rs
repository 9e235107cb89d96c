use asyncify::{HandOut, asyncify};

#[asyncify(context)]
async fn noted(notes: &mut Vec<String>, out: HandOut<String>) {
    notes.push(out.give(String::new()).await);
}

fn main() {
    let _ = noted(&mut Vec::new());
}

// mend: `notes: &mut Vec<String>` -> `mut notes: Vec<String>`
//       `&mut Vec::new()` -> `Vec::new()`

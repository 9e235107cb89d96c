use asyncify::asyncify;

#[asyncify(callback)]
async fn first(text: &str) -> &str {
    &text[..1]
}

fn main() {
    first_with_callback("abc", |first| println!("{first}"));
}

// mend: `-> &str` -> `-> String`
//       `&text[..1]` -> `text[..1].to_owned()`

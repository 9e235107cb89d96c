use asyncify::asyncify;

#[asyncify(callback)]
async fn first(text: &str) -> &str {
    &text[..1]
}

fn main() {
    first_with_callback("abc", |first| println!("{first}"));
}

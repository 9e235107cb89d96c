//! The survey.
mod count;

fn main() {
    for file in std::env::args().skip(1) {
        let docs: rustdoc_types::Crate =
            serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        let text: String = count::functions(&docs).iter().map(|f| format!("{}\n", f.name())).collect();
        println!("{file} {}", text.lines().count());
        std::fs::write(file.replace(".json", ".txt"), text).unwrap();
    }
}

use asyncify::asyncify;

struct Counter(u32);

#[asyncify(callback)]
impl Counter {
    async fn count(&mut self) -> u32 {
        self.0 += 1;
        self.0
    }
}

fn main() {
    Counter(0).count_with_callback(|count| println!("{count}"));
}

// mend: `&mut self` -> `mut self`
// mend: `&mut self` -> `&self`
//       `self.0 += 1;` -> ``
//       `struct Counter` -> `#[derive(Clone)] struct Counter`
// mend: `&mut self` -> `self: std::sync::Arc<Self>`
//       `self.0 += 1;` -> ``
//       `Counter(0).` -> `std::sync::Arc::new(Counter(0)).`

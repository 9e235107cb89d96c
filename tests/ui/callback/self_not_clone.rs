use asyncify::asyncify;

struct Counter(u32);

impl Counter {
    #[asyncify(callback)]
    async fn count(&self) -> u32 {
        self.0
    }
}

fn main() {
    Counter(0).count_with_callback(|count| println!("{count}"));
}

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

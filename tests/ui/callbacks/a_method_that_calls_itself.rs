use asyncify::asyncify;

struct Tree;

#[asyncify]
impl Tree {
    fn visit(&self, depth: u8, callback: Box<dyn FnOnce(u8) + Send>) {
        if depth > 0 {
            self.visit(depth - 1, callback);
        }
    }
}

fn main() {}

// mend: `#[asyncify]` -> `#[asyncify(keep)]`

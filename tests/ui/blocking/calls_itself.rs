use asyncify::asyncify;

#[derive(Clone)]
struct Tree(Vec<Tree>);

impl Tree {
    #[asyncify(blocking)]
    fn count(&self) -> usize {
        let mut all = 1;
        for tree in &self.0 {
            all += tree.count();
        }
        all + self.count()
    }
}

fn main() {}

// mend: `#[asyncify(blocking)]` -> `#[asyncify(blocking, keep)]`

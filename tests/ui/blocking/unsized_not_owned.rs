use asyncify::asyncify;

struct Name(str);

impl Name {
    fn len(&self) -> usize {
        self.0.len()
    }
}

#[asyncify(blocking, ext = NameExt)]
impl Name {
    fn len(&self) -> usize;
}

fn main() {}

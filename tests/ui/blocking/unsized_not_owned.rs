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

// mend: `struct Name(str);` -> `struct Name(str); impl ToOwned for Name { type Owned = Box<Name>; fn to_owned(&self) -> Box<Name> { todo!() } }`

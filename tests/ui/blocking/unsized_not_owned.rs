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

// mend: `struct Name(str);` -> `#[repr(transparent)] struct Name(str);`
//       `fn main() {}` -> `struct Owned(String); impl ToOwned for Name { type Owned = Owned; fn to_owned(&self) -> Owned { Owned(self.0.to_owned()) } } fn main() {}`
//       `fn main() {}` -> `impl std::borrow::Borrow<Name> for Owned { fn borrow(&self) -> &Name { let text: *const str = &*self.0; unsafe { &*(text as *const Name) } } } fn main() {}`

use std::fs::File;
use std::io;

use asyncify::asyncify;

#[asyncify(blocking, wrapper = AsyncFile)]
impl File {
    fn open(path: &std::path::Path) -> io::Result<Self>;

    fn all(&mut self) -> io::Result<Vec<u8>> {
        self.bytes().collect()
    }
}

async fn uses() -> io::Result<Vec<u8>> {
    let file = AsyncFile::open("text".as_ref()).await?;
    file.all().await
}

fn main() {}

// mend: `    fn all(&mut self) -> io::Result<Vec<u8>> {\n        self.bytes().collect()\n    }\n` -> ``
//       `async fn uses` -> `impl AsyncFile { async fn all(&self) -> io::Result<Vec<u8>> { Ok(Vec::new()) } } async fn uses`

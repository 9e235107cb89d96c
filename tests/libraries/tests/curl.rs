//! A transfer by curl: callbacks whose reply depends on their arguments.

mod hazards;

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use asyncify::asyncify;
use asyncify_libraries::curl::EasyAsync;
use curl::Error;
use curl::easy::{Easy, WriteError};
use futures::StreamExt;
use futures::executor::{block_on, block_on_stream};

/// A file of that many bytes, and a transfer of it that has not begun.
fn transfer(folder: &Path, length: usize) -> (PathBuf, Easy) {
    let file = folder.join("body");
    let bytes: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
    fs::write(&file, bytes).unwrap();
    let mut easy = Easy::new();
    easy.url(&format!("file://{}", file.display())).unwrap();
    (file, easy)
}

#[test]
fn a_body_arrives_whole_and_its_end_is_the_end_of_the_transfer() {
    let folder = tempfile::tempdir().unwrap();
    let (file, mut easy) = transfer(folder.path(), 1_000_000);
    let body = easy.body().unwrap();
    let transfer = thread::spawn(move || easy.perform());
    let chunks: Vec<Vec<u8>> = block_on_stream(body).collect();
    assert_eq!(transfer.join().unwrap(), Ok(()));
    assert!(chunks.len() > 10);
    assert_eq!(chunks.concat(), fs::read(file).unwrap());
}

#[test]
fn a_transfer_that_nobody_follows_is_given_up() {
    let folder = tempfile::tempdir().unwrap();
    let (_, mut easy) = transfer(folder.path(), 1_000_000);
    drop(easy.body().unwrap());
    assert!(easy.perform().unwrap_err().is_write_error());
}

#[test]
fn what_is_written_is_uploaded_and_closing_is_its_end() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("upload");
    let mut easy = Easy::new();
    easy.url(&format!("file://{}", file.display())).unwrap();
    easy.upload(true).unwrap();
    let mut body = easy.upload_body().unwrap();
    let transfer = thread::spawn(move || easy.perform());
    let bytes: Vec<u8> = (0..100_000).map(|at| (at % 251) as u8).collect();
    block_on(async {
        body.write(&bytes).await.unwrap();
        body.drain().await.unwrap();
        // curl waits for more until it is told that there is none.
        body.close().await;
    });
    assert_eq!(transfer.join().unwrap(), Ok(()));
    assert_eq!(fs::read(file).unwrap(), bytes);
}

#[test]
fn an_upload_that_nobody_goes_on_with_is_aborted() {
    let folder = tempfile::tempdir().unwrap();
    let mut easy = Easy::new();
    let file = folder.path().join("upload");
    easy.url(&format!("file://{}", file.display())).unwrap();
    easy.upload(true).unwrap();
    let mut body = easy.upload_body().unwrap();
    let transfer = thread::spawn(move || easy.perform());
    block_on(body.write(b"the beginning")).unwrap();
    block_on(body.drain()).unwrap();
    drop(body);
    let aborted = transfer.join().unwrap().unwrap_err();
    assert!(aborted.is_aborted_by_callback());
}

#[test]
fn progress_is_the_latest() {
    let folder = tempfile::tempdir().unwrap();
    let (_, mut easy) = transfer(folder.path(), 1_000_000);
    easy.progress(true).unwrap();
    let _body = easy.body().unwrap();
    let mut progress = easy.progress_function_stream().unwrap();
    easy.perform().unwrap();
    drop(easy);
    let seen: Vec<_> = block_on(progress.by_ref().collect());
    let last = seen.last().unwrap().as_ref().unwrap();
    assert_eq!(*last, (1_000_000.0, 1_000_000.0, 0.0, 0.0));
}

/// All of a transfer, on a thread of its own.
#[asyncify(stream, blocking)]
fn download(
    url: String,
    #[reply(|data| Ok(data.len()), closed = Ok(0))] on_data: impl FnMut(
        &[u8],
    )
        -> Result<usize, WriteError>
    + Send
    + 'static,
) -> Result<(), Error> {
    let mut easy = Easy::new();
    easy.url(&url)?;
    easy.write_function(on_data)?;
    easy.perform()
}

#[test]
fn a_transfer_has_a_thread_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("text");
    fs::write(&file, "text").unwrap();
    let body: Vec<_> = block_on_stream(download(format!("file://{}", file.display()))).collect();
    assert_eq!(body, [Ok(b"text".to_vec())]);
}

#[test]
fn a_transfer_that_fails_ends_with_its_error() {
    let body: Vec<_> = block_on_stream(download("file:///nowhere/text".to_owned())).collect();
    assert!(
        matches!(&body[..], [Err(error)] if error.is_file_couldnt_read_file()),
        "{body:?}"
    );
}

#[test]
fn a_stream_that_is_dropped_inside_its_callback_gives_the_transfer_up() {
    let folder = tempfile::tempdir().unwrap();
    let (_, mut easy) = transfer(folder.path(), 1_000_000);
    let dropped = hazards::drop_when_woken(easy.body().unwrap());
    assert!(easy.perform().unwrap_err().is_write_error());
    assert_eq!(dropped.try_recv(), Ok(thread::current().id()));
}

#[asyncify(ext = Panicking)]
impl Easy {
    #[asyncify(name = panicking)]
    fn write_function<F>(
        &mut self,
        #[map(|data| -> u8 { panic!("it begins with {:?}", &data[..2]) })]
        #[reply(|data| Ok(data.len()), closed = Ok(0))]
        f: F,
    ) -> Result<(), Error>
    where
        F: FnMut(&[u8]) -> Result<usize, WriteError> + Send + 'static;
}

#[test]
fn a_panic_in_a_map_is_the_consumers() {
    let folder = tempfile::tempdir().unwrap();
    let (_, mut easy) = transfer(folder.path(), 1_000_000);
    let mut body = easy.panicking().unwrap();
    assert!(easy.perform().unwrap_err().is_write_error());
    assert_eq!(hazards::panic_of(&mut body), "it begins with [0, 1]");
}

//! Stands for `sdl3`.
use std::path::{Path, PathBuf};
pub struct DialogFileFilter {
    pub name: String,
}
#[derive(Debug, PartialEq)]
pub struct DialogError;
pub struct Window;
pub type DialogCallback =
    Box<dyn FnOnce(Result<Vec<PathBuf>, DialogError>, Option<DialogFileFilter>) + Send>;
pub fn show_open_file_dialog<'a, W>(
    filters: &[DialogFileFilter],
    default_location: Option<impl AsRef<Path>>,
    allow_many: bool,
    window: W,
    callback: DialogCallback,
) -> Result<(), DialogError>
where
    W: Into<Option<&'a Window>>,
{
    callback(Ok(vec![PathBuf::from("a")]), None);
    Ok(())
}
pub struct AudioStream {
    pub data: Vec<f32>,
}
impl AudioStream {
    pub fn put_data(&mut self, data: &[f32]) {
        self.data.extend_from_slice(data);
    }
}
pub trait AudioFormatNum: Copy {}
impl AudioFormatNum for f32 {}
pub trait AudioCallback<Channel>: Send + 'static
where
    Channel: AudioFormatNum + 'static,
{
    fn callback(&mut self, stream: &mut AudioStream, requested: i32);
}
/// Opens a stream that asks `callback` for data.
pub fn open_playback_stream<C: AudioCallback<f32>>(mut callback: C) -> AudioStream {
    let mut stream = AudioStream { data: Vec::new() };
    callback.callback(&mut stream, 4);
    stream
}

//! `--list`

use cpal::traits::DeviceTrait;

use crate::say::say;
use crate::source::Source;

pub(crate) fn print() {
    let default = Source::default().and_then(|source| source.id());
    for source in Source::all() {
        let id = source.id().unwrap_or_default();
        let mark = if default.as_ref() == Some(&id) {
            '*'
        } else {
            ' '
        };
        let format = match source.device.default_input_config() {
            Ok(config) => format!(
                "{}, {} ch, {} Hz",
                config.sample_format(),
                config.channels(),
                config.sample_rate()
            ),
            Err(_) => "cannot be opened now".to_owned(),
        };
        say(format_args!("{mark} {}  [{id}]  {format}", source.name));
    }
}

//! `--list`

use cpal::traits::DeviceTrait;

use crate::say::say;
use crate::source::Source;

/// ALSA's device that yields zeros, on every system.
const SILENT: &str = "null";

pub(crate) fn print() {
    let mut hidden = 0;
    for source in Source::all() {
        let id = source.id().unwrap_or_default();
        match source.device.default_input_config() {
            Ok(config) if id != SILENT => say(format_args!(
                "{} {}  [{id}]  {}, {} ch, {} Hz",
                if source.default { '*' } else { ' ' },
                source.name,
                config.sample_format(),
                config.channels(),
                config.sample_rate()
            )),
            _ => hidden += 1,
        }
    }
    if hidden > 0 {
        say(format_args!(
            "  not shown: {hidden} that cannot be opened now or are always silent"
        ));
    }
}

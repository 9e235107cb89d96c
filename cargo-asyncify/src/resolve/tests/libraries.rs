use std::rc::Rc;

use crate::cli::Subject;
use crate::crates::Sources;
use crate::resolve::Resolver;
use crate::source;

fn with(name: &str, check: impl FnOnce(&Resolver<'_>)) {
    let subject = Subject {
        name: Some(String::from(name)),
        path: None,
        version: None,
        features: Vec::new(),
        all_features: false,
    };
    let (sources, package) = Sources::find(&subject).expect("it is a dependency");
    let library = source::read(&package).expect("it can be read");
    check(&Resolver::new(Rc::new(library), &sources));
}

#[test]
fn of_a_library_that_passes_another_one_on() {
    with("notify-debouncer-full", |resolver| {
        assert_eq!(
            resolver.find("", "notify::Event").as_deref(),
            Some("notify_types::event::Event")
        );
        assert_eq!(
            resolver.public("", "notify::Event").as_deref(),
            Some("notify_debouncer_full::notify::Event")
        );
        let hidden = resolver.behind("", "fn f<F: DebounceEventHandler>(f: F)");
        let hidden = hidden.expect("a closure");
        assert_eq!(
            super::support::text(&hidden.shape),
            "FnMut(::notify_debouncer_full::DebounceEventResult)"
        );
        assert!(hidden.is_send && hidden.is_static && hidden.wrap.is_none());
    });
}

#[test]
fn of_a_library_with_a_file_for_each_host() {
    with("cpal", |resolver| {
        let public = |path| resolver.public("traits", path);
        assert_eq!(
            public("StreamConfig").as_deref(),
            Some("cpal::StreamConfig")
        );
        assert_eq!(
            public("DeviceTrait").as_deref(),
            Some("cpal::traits::DeviceTrait")
        );
        assert_eq!(
            resolver.public("", "platform::Stream").as_deref(),
            Some("cpal::Stream")
        );
    });
}

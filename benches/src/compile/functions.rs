//! Callback functions, annotated or with their twins written by hand.

/// A library of annotated functions.
pub(super) fn annotated(count: usize) -> String {
    library(
        count,
        |name| {
            format!(
                "#[asyncify::asyncify]
pub fn {name}(a: u32, b: u32, callback: impl FnOnce(u32) + Send + 'static) {{
    std::thread::spawn(move || callback(a + b));
}}
"
            )
        },
        |name| {
            format!(
                "#[asyncify::asyncify]
pub fn {name}(
    count: u32,
    mut callback: impl FnMut(u32, String) + Send + 'static,
) -> std::thread::JoinHandle<()> {{
    std::thread::spawn(move || (0..count).for_each(|n| callback(n, String::new())))
}}
"
            )
        },
    )
}

/// The library that the attribute makes of them, as a person writes it.
pub(super) fn by_hand(count: usize) -> String {
    library(
        count,
        |name| {
            format!(
                "pub async fn {name}(a: u32, b: u32) -> Result<u32, asyncify::Abandoned> {{
    asyncify::once(|done: asyncify::Completer<u32>| {{
        let callback = move |sum| done.complete(sum);
        std::thread::spawn(move || callback(a + b));
    }})
    .await
}}
"
            )
        },
        |name| {
            format!(
                "pub fn {name}(
    count: u32,
) -> asyncify::EventStream<(u32, String), std::thread::JoinHandle<()>> {{
    asyncify::stream(
        asyncify::StreamOptions::new(),
        |events: asyncify::Emitter<(u32, String)>| {{
            let callback = move |n, text| drop(events.emit((n, text)));
            std::thread::spawn(move || (0..count).for_each(|n| callback(n, String::new())))
        }},
    )
}}
"
            )
        },
    )
}

/// Half of them are called back once, half many times.
fn library(count: usize, once: impl Fn(&str) -> String, many: impl Fn(&str) -> String) -> String {
    (0..count)
        .map(|number| match number % 2 {
            0 => once(&format!("once_{number}")),
            _ => many(&format!("many_{number}")),
        })
        .collect()
}

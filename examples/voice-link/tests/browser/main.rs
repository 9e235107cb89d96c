//! The server's page, in a browser.

mod page;
#[path = "../peer/mod.rs"]
mod peer;

use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::Path;

use futures::FutureExt;

use page::Page;
use peer::{Client, Recording, Server, given};

/// A second of silence, and three rounds of a tune.
fn silence_and_tune() -> Recording {
    const RATE: usize = 16_000;
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../demo/recording.wav");
    let tune: Vec<i16> = {
        let mut wav = hound::WavReader::open(file).unwrap();
        wav.samples().map(Result::unwrap).collect()
    };
    let samples = [vec![0; RATE], tune.repeat(3)].concat();
    Recording::of("silence-and-tune.wav", RATE as u32, 1, samples)
}

#[tokio::test]
async fn the_page_shows_and_plays_what_is_heard_and_messages_go_both_ways() {
    let Some(driver) = given("ASYNCIFY_WEBDRIVER") else {
        return;
    };
    let mut server = Server::start().await;
    let page = Page::open(&driver, &format!("http://{}/", server.address)).await;
    let looked = AssertUnwindSafe(look(&page, &mut server)).catch_unwind();
    let looked = looked.await;
    // Whatever it has shown: a browser that nobody closes stays.
    page.close().await;
    if let Err(panic) = looked {
        resume_unwind(panic);
    }
}

async fn look(page: &Page, server: &mut Server) {
    page.shows("it is connected", "$('#state').textContent === 'live'")
        .await;
    page.shows("nobody is there", "!$('#nobody').hidden").await;

    let recording = silence_and_tune();
    let arguments = ["--name", "Kitchen", "--wav", recording.path()];
    let client = Client::start(&server.url("link"), &arguments);
    page.shows("a link has come", "$('.name').textContent === 'Kitchen'")
        .await;
    page.shows(
        "what it sends",
        "$('.format').textContent === '16 kHz, mono'",
    )
    .await;
    page.shows("silence", "$('.decibels').textContent.startsWith('<')")
        .await;
    page.run("window.before = $('canvas').toDataURL()").await;
    page.click(".listen").await;
    page.shows("the tune is loud", "$('meter').value > -30")
        .await;
    page.shows("a wave", "$('canvas').toDataURL() !== before")
        .await;
    page.shows("the sound is played", "loudness() > 0.1").await;

    server.type_in("From the terminal\n").await;
    let answered = "$('#log li:nth-child(1)').textContent.startsWith('From the terminalhandled')";
    page.shows("a message of the terminal is handled", answered)
        .await;
    page.write("#text", "Vom Browser: Grüße").await;
    page.click("#say button").await;
    let answered = "$('#log li:nth-child(2)').textContent.startsWith('Vom Browser: Grüßehandled')";
    page.shows("its own message is handled", answered).await;
    page.shows(
        "the sound goes on",
        "parseFloat($('.time').textContent) > 5",
    )
    .await;
    page.picture(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("voice-link.png"))
        .await;

    let (printed, _) = client.figures().await;
    let expected = [
        "message 1: From the terminal",
        "message 2: Vom Browser: Grüße",
    ];
    assert_eq!(printed, expected);
    page.shows(
        "the link has left",
        "$('.listen').textContent === 'has left'",
    )
    .await;
    let all = format!("$('.frames').textContent === '{}'", recording.frames());
    page.shows("every frame", &all).await;
    page.shows("no loss", "$('.lost').textContent === '0'")
        .await;
}

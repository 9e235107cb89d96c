//! The server's page, in a browser.

#[path = "../end/mod.rs"]
mod end;
mod page;

use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::PathBuf;

use futures::FutureExt;

use end::{End, given, recording, scratch, voice_link};
use page::Page;

/// A file that is silent for a second, and then has three rounds of the tune.
fn silence_and_tune() -> PathBuf {
    let (file, tune) = recording();
    let spec = hound::WavReader::open(file).unwrap().spec();
    let silence = vec![0; spec.sample_rate as usize];
    let out = scratch("silence-and-tune.wav");
    let mut wav = hound::WavWriter::create(&out, spec).unwrap();
    for sample in [&silence, &tune, &tune, &tune].into_iter().flatten() {
        wav.write_sample(*sample).unwrap();
    }
    wav.finalize().unwrap();
    out
}

#[tokio::test]
async fn the_page_shows_and_plays_what_is_heard_and_messages_go_both_ways() {
    let Some(driver) = given("ASYNCIFY_WEBDRIVER") else {
        return;
    };
    let mut server = End::start(voice_link("serve").args(["--listen", "127.0.0.1:0"]));
    let listening = server.after("listening on ");
    let (link, address) = listening.split_once(" and ").unwrap();
    let page = Page::open(&driver, address).await;
    let looked = AssertUnwindSafe(look(&page, link, &mut server)).catch_unwind();
    let looked = looked.await;
    // Whatever it has shown: a browser that nobody closes stays.
    page.close().await;
    if let Err(panic) = looked {
        resume_unwind(panic);
    }
}

async fn look(page: &Page, link: &str, server: &mut End) {
    page.shows("it is connected", "$('#state').textContent === 'live'")
        .await;
    page.shows("nobody is there", "!$('#nobody').hidden").await;

    let mut client = voice_link("connect");
    client
        .args([link, "--name", "Kitchen", "--wav"])
        .arg(silence_and_tune());
    let client = End::start(&mut client);
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

    server.type_line("From the terminal");
    assert_eq!(client.after("message 1: "), "From the terminal");
    let answered = "$('#log li:nth-child(1)').textContent.startsWith('From the terminalhandled')";
    page.shows("a message of the terminal is handled", answered)
        .await;
    page.write("#text", "Vom Browser: Grüße").await;
    page.click("#say button").await;
    assert_eq!(client.after("message 2: "), "Vom Browser: Grüße");
    let answered = "$('#log li:nth-child(2)').textContent.startsWith('Vom Browser: Grüßehandled')";
    page.shows("its own message is handled", answered).await;
    page.shows(
        "the sound goes on",
        "parseFloat($('.time').textContent) > 5",
    )
    .await;
    page.picture(&scratch("voice-link.png")).await;

    drop(client);
    page.shows(
        "the link has left",
        "$('.listen').textContent === 'has left'",
    )
    .await;
}

//! TLS on both ends.
#![cfg(feature = "tls")]

mod peer;

use std::path::{Path, PathBuf};

use peer::{Client, Recording, Server, failed, soon, voice_link};

/// A certificate that vouches for itself, and its key: files of these names.
fn certificate(names: [&str; 2]) -> [PathBuf; 2] {
    let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let files = names.map(|name| folder.join(name));
    std::fs::write(&files[0], made.cert.pem()).unwrap();
    std::fs::write(&files[1], made.signing_key.serialize_pem()).unwrap();
    files
}

#[tokio::test]
async fn sound_and_messages_go_over_tls_to_who_is_trusted() {
    let [certificate, key] = certificate(["tls.pem", "tls-key.pem"]);
    let files = [&certificate, &key].map(|file| file.to_str().unwrap());
    let mut command = voice_link(&["serve", "--listen", "127.0.0.1:0"]);
    command.args(["--tls-cert", files[0], "--tls-key", files[1]]);
    let (mut server, besides) = Server::spawn(command).await;
    assert_eq!(besides, format!(" and https://{}/", server.address));
    let url = format!("wss://{}/link", server.address);
    let recording = Recording::new("tls.wav", 8_000, 1, 8_000);
    let arguments = [
        "connect",
        &url,
        "--stats",
        "json",
        "--wav",
        recording.path(),
    ];

    let mut trusting = voice_link(&arguments);
    let client = Client::spawn(trusting.env("SSL_CERT_FILE", &certificate));
    server.says("has come").await;
    server.type_in("secret\n").await;
    let (printed, figures) = client.figures().await;
    assert_eq!(printed, ["message 1: secret"]);
    assert_eq!(
        (&figures["sent"], &figures["lost"]),
        (&50.into(), &0.into())
    );
    server.says("has left: 50 frames, 0 lost").await;

    // Another certificate is trusted, of that address.
    let [other, _] = self::certificate(["other.pem", "other-key.pem"]);
    let mut doubting = voice_link(&arguments);
    let output = soon(doubting.env("SSL_CERT_FILE", other).output())
        .await
        .unwrap();
    let text = failed(&output, 7);
    assert!(text.contains("certificate"), "{text}");
}

#[tokio::test]
async fn certificates_that_cannot_be_read_are_code_4() {
    let [certificate, key] = certificate(["right.pem", "right-key.pem"]);
    let files = [&certificate, &key].map(|file| file.to_str().unwrap());
    for (wrong_certificate, wrong_key) in [
        ("none.pem", files[1]),
        (files[0], "none.pem"),
        (files[1], files[1]),
    ] {
        let tls = ["--tls-cert", wrong_certificate, "--tls-key", wrong_key];
        let mut command = voice_link(&["serve", "--listen", "127.0.0.1:0"]);
        let output = soon(command.args(tls).output()).await.unwrap();
        assert!(failed(&output, 4).starts_with("error: cannot read: "));
    }
}

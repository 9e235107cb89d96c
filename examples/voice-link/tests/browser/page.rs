//! A page in headless Chromium.

use std::path::Path;
use std::time::{Duration, Instant};

use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

/// How long the page may take to show what it is sure to.
const PATIENCE: Duration = Duration::from_secs(60);

/// What the page's own scripts do not need: all they play passes an analyser on its way.
const PRELUDE: &str = "
    window.$ = (selector) => document.querySelector(selector);
    const Plain = AudioContext;
    window.AudioContext = class extends Plain {
        constructor(options) {
            super(options);
            window.analyser = this.createAnalyser();
            analyser.connect(super.destination);
        }
        get destination() { return analyser; }
    };
    window.loudness = () => {
        const samples = new Float32Array(analyser.fftSize);
        analyser.getFloatTimeDomainData(samples);
        return Math.max(...samples);
    };
";

pub(crate) struct Page(Client);

impl Page {
    pub(crate) async fn open(driver: &str, address: &str) -> Self {
        // Nothing but the page: no look for updates, nor anything of an earlier run.
        let profile = Path::new(env!("CARGO_TARGET_TMPDIR")).join("chromium");
        let _ = std::fs::remove_dir_all(&profile);
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--window-size=1200,800",
            &format!("--user-data-dir={}", profile.display()),
        ];
        let Value::Object(capabilities) = json!({ "goog:chromeOptions": { "args": arguments } })
        else {
            unreachable!("it is an object")
        };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(driver)
            .await
            .expect("a browser opens");
        let page = Self(client);
        page.0.goto(address).await.unwrap();
        page.run(PRELUDE).await;
        page
    }

    /// Waits until an expression is true.
    pub(crate) async fn shows(&self, what: &str, expression: &str) {
        let deadline = Instant::now() + PATIENCE;
        let script = format!("try {{ return {expression}; }} catch {{ return false; }}");
        while self.run(&script).await != json!(true) {
            assert!(
                Instant::now() < deadline,
                "the page does not show that {what}"
            );
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    pub(crate) async fn run(&self, script: &str) -> Value {
        self.0.execute(script, Vec::new()).await.unwrap()
    }

    pub(crate) async fn click(&self, selector: &str) {
        let element = self.0.find(Locator::Css(selector)).await.unwrap();
        element.click().await.unwrap();
    }

    pub(crate) async fn write(&self, selector: &str, text: &str) {
        let element = self.0.find(Locator::Css(selector)).await.unwrap();
        element.send_keys(text).await.unwrap();
    }

    pub(crate) async fn picture(&self, file: &Path) {
        std::fs::write(file, self.0.screenshot().await.unwrap()).unwrap();
    }

    pub(crate) async fn close(self) {
        self.0.close().await.unwrap();
    }
}

//! reqwest 0.13.5: `Policy::custom`
//!
//! The answer uses the argument up, so that no mark can read it as well. A function of one's own
//! tells first, and then answers. `.detach()` gives the policy out.

use asyncify::asyncify;

use crate::stubs::reqwest::*;

#[asyncify]
pub fn redirects(on_redirect: impl Fn(String) + Send + Sync + 'static) -> Policy {
    Policy::custom(move |attempt| {
        on_redirect(attempt.url().to_owned());
        attempt.follow()
    })
}

//! The server's addresses.

use std::convert::Infallible;
use std::sync::Arc;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{
    CACHE_CONTROL, CONNECTION, CONTENT_TYPE, HOST, HeaderValue, ORIGIN, SEC_WEBSOCKET_ACCEPT,
    SEC_WEBSOCKET_KEY, UPGRADE,
};
use hyper::upgrade::Upgraded;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};

use super::hub::Hub;
use super::{link, live};

pub(super) type Socket = WebSocketStream<TokioIo<Upgraded>>;

/// The largest message that is read, in bytes.
const LARGEST: usize = 1024 * 1024;

/// Answers what is asked on a connection, until it is closed.
pub(super) async fn serve(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    hub: Arc<Hub>,
) {
    let service = hyper::service::service_fn(|request| {
        let answer = answer(request, &hub);
        async { Ok::<_, Infallible>(answer) }
    });
    // Whoever asked has gone, or never spoke HTTP: nobody is left to tell.
    let _ = hyper::server::conn::http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades()
        .await;
}

fn answer(request: Request<Incoming>, hub: &Arc<Hub>) -> Response<Full<Bytes>> {
    if request.method() != Method::GET {
        return plain(StatusCode::METHOD_NOT_ALLOWED);
    }
    let hub = Arc::clone(hub);
    match request.uri().path() {
        "/" => file("text/html", include_str!("page/index.html")),
        "/page.css" => file("text/css", include_str!("page/page.css")),
        "/page.js" => file("text/javascript", include_str!("page/page.js")),
        "/link" => upgrade(request, |socket| link::serve(socket, hub)),
        "/live" => upgrade(request, |socket| live::serve(socket, hub)),
        _ => plain(StatusCode::NOT_FOUND),
    }
}

fn file(kind: &str, text: &'static str) -> Response<Full<Bytes>> {
    let response = Response::builder()
        .header(CONTENT_TYPE, format!("{kind}; charset=utf-8"))
        .header(CACHE_CONTROL, "no-cache");
    response
        .body(Full::from(text))
        .expect("the headers are valid")
}

fn plain(status: StatusCode) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::from(format!("{status}\n")));
    *response.status_mut() = status;
    response
}

/// Pages of other servers may not listen in: browsers let any page open a WebSocket anywhere, and tell
/// where the page is from. Other programs do not.
fn is_of_this_page(request: &Request<Incoming>) -> bool {
    let header = |name| request.headers().get(name).map(HeaderValue::as_bytes);
    let Some(origin) = header(ORIGIN) else {
        return true;
    };
    let host = header(HOST).unwrap_or_default();
    [&b"http://"[..], b"https://"]
        .iter()
        .any(|scheme| origin.strip_prefix(*scheme) == Some(host))
}

/// Answers that it goes on as a WebSocket, which is served by a task of its own.
fn upgrade<F>(
    mut request: Request<Incoming>,
    serve: impl FnOnce(Socket) -> F + Send + 'static,
) -> Response<Full<Bytes>>
where
    F: Future<Output = ()> + Send,
{
    if !is_of_this_page(&request) {
        return plain(StatusCode::FORBIDDEN);
    }
    let Some(key) = request.headers().get(SEC_WEBSOCKET_KEY) else {
        return plain(StatusCode::UPGRADE_REQUIRED);
    };
    let accept = derive_accept_key(key.as_bytes());
    tokio::spawn(async move {
        let Ok(upgraded) = hyper::upgrade::on(&mut request).await else {
            return;
        };
        let config = WebSocketConfig::default()
            .write_buffer_size(0)
            .max_message_size(Some(LARGEST));
        let stream = TokioIo::new(upgraded);
        let socket = WebSocketStream::from_raw_socket(stream, Role::Server, Some(config)).await;
        serve(socket).await;
    });
    let mut response = plain(StatusCode::SWITCHING_PROTOCOLS);
    *response.body_mut() = Full::default();
    let headers = response.headers_mut();
    headers.insert(CONNECTION, HeaderValue::from_static("Upgrade"));
    headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
    if let Ok(accept) = HeaderValue::from_str(&accept) {
        headers.insert(SEC_WEBSOCKET_ACCEPT, accept);
    }
    response
}

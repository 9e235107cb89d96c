//! A name server that knows one name.

use std::net::{SocketAddr, UdpSocket};
use std::sync::LazyLock;
use std::thread;

/// Where the server of all tests listens.
///
/// `one.test` has the address 10.0.0.1; there is no answer at all about `silent.test`; other names
/// do not exist.
pub(crate) fn address() -> SocketAddr {
    static ADDRESS: LazyLock<SocketAddr> = LazyLock::new(start);
    *ADDRESS
}

fn start() -> SocketAddr {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    let at = socket.local_addr().unwrap();
    thread::spawn(move || {
        let mut buffer = [0; 512];
        while let Ok((length, from)) = socket.recv_from(&mut buffer) {
            if let Some(answer) = answer(&buffer[..length]) {
                socket.send_to(&answer, from).unwrap();
            }
        }
    });
    at
}

fn answer(query: &[u8]) -> Option<Vec<u8>> {
    const HEADER: usize = 12;
    // The one question: a name of labels up to an empty one, a type, a class.
    let name = query[HEADER..].iter().position(|&byte| byte == 0)? + 1;
    let question = &query[HEADER..HEADER + name + 4];
    let is = |name: &[u8]| question.starts_with(name);
    if is(b"\x06silent\x04test\0") {
        return None;
    }
    let exists = is(b"\x03one\x04test\0");
    let (code, count) = if exists { (0, 1) } else { (3, 0) };
    let header = [
        query[0],
        query[1],
        0x81,
        0x80 | code,
        0,
        1,
        0,
        count,
        0,
        0,
        0,
        0,
    ];
    let mut answer = [&header[..], question].concat();
    if exists {
        // The question's name, an address of the internet, for a minute.
        answer.extend([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 10, 0, 0, 1]);
    }
    Some(answer)
}

//! What has a pool of threads, or a loop on one, elsewhere.

use std::cell::RefCell;
use std::future::pending;
use std::sync::mpsc::channel;
use std::time::Duration;

use asyncify::{BlockingStream, HandOut, Portal, PortalError, asyncify};
use futures::{FutureExt, StreamExt};
use wasm_bindgen_futures::spawn_local;

use crate::web::sleep;
use crate::{Found, same};

pub async fn blocking_code_runs_where_it_is_polled() -> Found {
    same!(asyncify::blocking(|| 1 + 2).await, 3);
    #[asyncify(blocking)]
    fn sum(numbers: &[u32]) -> u32 {
        numbers.iter().sum()
    }
    same!(sum(&[1, 2]).await, 3);
    Ok(())
}

pub async fn an_iterator_that_blocks_is_a_stream() -> Found {
    let numbers = BlockingStream::new(2, 0..5);
    same!(numbers.collect::<Vec<_>>().await, [0, 1, 2, 3, 4]);
    Ok(())
}

struct Sum(u32);

#[asyncify(blocking, wrapper = AsyncSum)]
impl Sum {
    fn add(&mut self, n: u32) -> u32 {
        self.0 += n;
        self.0
    }
    fn numbers(self) -> std::ops::Range<u32> {
        0..self.0
    }
}

pub async fn a_handle_that_blocks_has_its_turns() -> Found {
    let sum = AsyncSum::from(Sum(0));
    let (one, two) = (sum.clone(), sum.clone());
    same!(futures::join!(one.add(1), two.add(2)), (1, 3));
    drop((one, two));
    same!(sum.numbers().await.collect::<Vec<_>>(), [0, 1, 2]);
    Ok(())
}

pub async fn a_portal_is_served() -> Found {
    let served = Portal::serve(async |portal| {
        let task = portal.spawn(async || sleep(1).await);
        task.map_err(|error| error.to_string())?
            .await
            .map_err(|error| error.to_string())
    });
    same!(served.await, Ok(Ok(())));
    Ok(())
}

pub async fn a_scope_releases() -> Found {
    let (tell, told) = channel();
    let used = asyncify::scope(
        async || tell,
        async |_| sleep(1).await,
        async |tell| tell.send(sleep(1).await.is_ok()).expect("it listens"),
    );
    same!(used.await, Ok(()));
    same!(told.try_recv(), Ok(true));
    Ok(())
}

pub async fn a_scope_that_is_dropped_releases_on_the_page() -> Found {
    let (tell, told) = channel();
    let mut scope = asyncify::scope(
        async || tell,
        async |_| pending::<()>().await,
        async |tell| tell.send(sleep(5).await.is_ok()).expect("it listens"),
    )
    .cleanup_on(spawn_local);
    same!((&mut scope).now_or_never(), None);
    drop(scope);
    same!(told.try_recv().is_err(), true);
    same!(sleep(20).await, Ok(()));
    same!(told.try_recv(), Ok(true));
    Ok(())
}

/// As long as the release does not have to wait.
pub async fn a_scope_that_is_dropped_releases_at_once() -> Found {
    let (tell, told) = channel();
    let mut scope = asyncify::scope(
        async || tell,
        async |_| pending::<()>().await,
        async |tell| tell.send(true).expect("it listens"),
    );
    same!((&mut scope).now_or_never(), None);
    drop(scope);
    same!(told.try_recv(), Ok(true));
    Ok(())
}

#[asyncify(context)]
async fn lent(tell: std::sync::mpsc::Sender<u8>, out: HandOut<u8>) {
    let resource = out.give(7).await;
    let _ = sleep(1).await;
    tell.send(resource).expect("it listens");
}

pub async fn a_context_releases() -> Found {
    let (tell, told) = channel();
    let used = lent(tell).with(async |resource| {
        *resource += 1;
        sleep(1).await
    });
    same!(used.await, Ok(()));
    same!(told.try_recv(), Ok(8));
    Ok(())
}

pub async fn a_portal_of_ones_own_is_called() -> Found {
    let (portal, serving) = Portal::new();
    same!(portal.call(async || 1), Err(PortalError::OwnThread));
    spawn_local(serving);
    let mut task = portal
        .spawn(async || sleep(5).await.is_ok())
        .map_err(|e| e.to_string())?;
    same!(
        task.wait_timeout(Duration::from_millis(1)),
        Err(PortalError::OwnThread)
    );
    same!(task.await, Ok(true));
    same!(portal.run(|| 1), Err(PortalError::OwnThread));
    portal.finish();
    same!(sleep(1).await, Ok(()));
    same!(portal.call(async || 1), Err(PortalError::Closed));
    Ok(())
}

thread_local! {
    static PORTAL: RefCell<Option<Portal>> = const { RefCell::new(None) };
}

fn portal() -> Portal {
    PORTAL.with_borrow_mut(|portal| {
        let start = || {
            let (portal, serving) = Portal::new();
            spawn_local(serving);
            portal
        };
        portal.get_or_insert_with(start).clone()
    })
}

#[asyncify(callback, portal = portal())]
async fn double(n: u32) -> u32 {
    let _ = sleep(1).await;
    n * 2
}

pub async fn an_async_function_calls_back() -> Found {
    let (tell, told) = channel();
    double_with_callback(2, move |doubled| tell.send(doubled).expect("it listens"));
    same!(told.try_recv().is_err(), true);
    same!(sleep(20).await, Ok(()));
    same!(told.try_recv(), Ok(4));
    Ok(())
}

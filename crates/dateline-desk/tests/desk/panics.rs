//! A panic at every moment of an update that looks at the clock: it costs that job; leases come back, nothing is half done.

use crate::press::{Press, close, held, url};
use dateline_desk::Which;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// What is to be done at each look at the clock: it panics when this comes to zero.
fn countdown(left: &Arc<AtomicI64>) -> impl Fn() + Send + Sync + 'static {
    let left = Arc::clone(left);
    move || assert!(left.fetch_sub(1, Ordering::SeqCst) != 1, "injected")
}

#[tokio::test]
async fn a_panic_anywhere_in_an_update_costs_that_job() {
    let mut tried = 0;
    for moment in 1.. {
        let press = Press::new().await;
        for host in ["gull.localhost", "tern.localhost"] {
            press.feed(host, &[("/1", "Ferry aground"), ("/2", "Bank raises rates")]);
            press.page(&format!("{host}/1"), "Ferry aground", "the ferry");
            press.page(&format!("{host}/2"), "Bank raises rates", "the bank");
        }
        let left = Arc::new(AtomicI64::new(0));
        let desk = press.desk_that(countdown(&left)).await;
        for host in ["gull.localhost", "tern.localhost"] {
            desk.add(url(&format!("http://{host}/feed")), None).await.unwrap();
        }
        left.store(moment, Ordering::SeqCst);
        let working = desk.clone();
        let ended = tokio::spawn(async move { working.update(Which::All).await }).await;
        let unused = left.swap(0, Ordering::SeqCst) > 0;
        tried += 1;
        press.pass_minutes(24 * 60);
        // Leases that a fault left are given back by a task of their own.
        for _ in 0..100 {
            tokio::task::yield_now().await;
            desk.reader().counts().await.unwrap();
        }
        let summary = desk.update(Which::All).await.unwrap();
        assert_eq!((summary.busy, summary.feeds.len()), (0, 2), "panic {moment}: {ended:?}");
        assert!(desk.store().check().await.unwrap().is_healthy(), "panic {moment}");
        press.pass_minutes(24 * 60);
        desk.read_lost().await.unwrap();
        desk.update(Which::All).await.unwrap();
        assert_eq!(held(&desk).await.len(), 4, "panic {moment}");
        close(desk).await;
        if unused {
            break;
        }
    }
    assert!(tried > 5, "the clock is asked so often at least");
}

//! Pages at the server over some hundreds and over ten thousand articles: everything but the socket.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot be set up ends")]

#[path = "../tests/fixture/mod.rs"]
mod fixture;

use axum::Router;
use axum::body::Body;
use criterion::{Criterion, criterion_group, criterion_main};
use http::{Request, header};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

async fn get(app: &Router, path: &str) -> usize {
    let request = Request::get(path).header(header::HOST, "localhost").body(Body::empty()).unwrap();
    let response = app.clone().oneshot(request).await.unwrap();
    assert!(response.status().is_success());
    response.into_body().collect().await.unwrap().to_bytes().len()
}

/// Stories of three versions each, and what is asked of them.
const CASES: &[(usize, &[&str])] = &[
    (400, &["/"]),
    (
        3_334,
        &["/", "/?page=90", "/?section=science", "/story/1", "/search?q=harbour", "/search?q=comet+-ferries"],
    ),
];

fn pages(criterion: &mut Criterion) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for (stories, paths) in CASES {
        let folder = tempfile::tempdir().unwrap();
        let (_desk, app) = runtime.block_on(fixture::served(folder.path(), *stories, 3));
        for path in *paths {
            criterion.bench_function(&format!("{path} of {stories} stories"), |bench| {
                bench.iter(|| runtime.block_on(get(&app, path)));
            });
        }
    }
}

criterion_group!(benches, pages);
criterion_main!(benches);

//! Pictures that were kept under whatever rules: what is passed on is judged by its bytes as it is shown.

use crate::fixture;
use axum::body::Body;
use dateline_model::WebUrl;
use dateline_store::CachedImage;
use http::{Request, header};
use tower::ServiceExt as _;

fn png(width: u32, height: u32) -> Vec<u8> {
    let head =
        [&b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"[..], &width.to_be_bytes(), &height.to_be_bytes()].concat();
    [&head[..], b"\x08\x02\0\0\0\0\0\0\0"].concat()
}

#[tokio::test]
async fn kept_pictures_are_judged_by_their_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, app) = fixture::served(folder.path(), 1, 1).await;
    let check = async |called: &str, bytes: Vec<u8>, status: u16, kind: &str| {
        let url = WebUrl::parse("https://paper.example/i.png").unwrap();
        let kept = CachedImage { media_type: called.to_owned(), bytes, at: fixture::clock(), size: None };
        desk.store().put_image(url, kept).await.unwrap();
        let request =
            Request::builder().uri("/image/e1").header(header::HOST, "localhost").body(Body::empty());
        let response = app.clone().oneshot(request.unwrap()).await.unwrap();
        assert_eq!(response.status().as_u16(), status, "{called}");
        assert_eq!(response.headers()[header::CONTENT_TYPE], kind, "{called}");
        assert_eq!(response.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff", "{called}");
    };
    let icon = [&b"\0\0\x01\0\x01\0\x10\x10\0\0\x01\0\x18\0\x21\0\0\0\x16\0\0\0"[..], &png(16, 16)].concat();
    check("image/png", png(640, 480), 200, "image/png").await;
    check("image/gif", png(640, 480), 200, "image/png").await;
    check("image/x-icon", icon, 200, "image/x-icon").await;
    check("image/png", png(60_000, 60_000), 404, "image/gif").await;
    check("image/png", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), 404, "image/gif").await;
    check("image/png\r\nX-Evil: 1", b"<script>alert(1)</script>".to_vec(), 404, "image/gif").await;
}

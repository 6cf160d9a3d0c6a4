//! The desk as an app that is installed: manifest, worker and page say nothing of anybody, and pages say whose they are.

use crate::site::{Site, text};
use http::Request;

#[tokio::test]
async fn the_desk_can_be_installed() {
    let site = Site::new().await;
    let page = site.get("/").await;
    assert!(page.contains("<link rel=\"manifest\" href=\"/manifest.webmanifest\">"));
    assert!(page.contains(" data-reader=\"1\">"), "whose pages are kept");
    let manifest: serde_json::Value = serde_json::from_str(&site.get("/manifest.webmanifest").await).unwrap();
    assert_eq!((&manifest["start_url"], &manifest["display"]), (&"/".into(), &"standalone".into()));
    for icon in manifest["icons"].as_array().unwrap() {
        let response = site.send(Request::get(icon["src"].as_str().unwrap()), "").await;
        assert_eq!(response.headers()["content-type"], "image/png");
    }
    let worker = site.send(Request::get("/worker.js"), "").await;
    assert_eq!(worker.headers()["content-type"], "text/javascript; charset=utf-8");
    assert_eq!(worker.headers()["cache-control"], "no-cache", "a browser asks for it anew");
    let policy = worker.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.contains("manifest-src 'self'; worker-src 'self'"));
    assert!(text(worker).await.contains("addEventListener(\"fetch\""));
}

#[tokio::test]
async fn the_page_for_what_is_not_kept_is_everybodys() {
    let site = Site::new().await;
    let page = site.get("/offline").await;
    assert!(page.contains("You are offline") && !page.contains("data-reader"), "{page}");
    assert!(!page.contains("Last update"), "it tells nothing of the desk");
}

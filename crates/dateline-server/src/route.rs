//! One route in words and with its handler; each audience has a table of them.

use crate::app_state::App;
use axum::Router;
use axum::routing::MethodRouter;

/// One route in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// Path with its parameters in braces.
    pub path: &'static str,
    /// What it does.
    pub words: &'static str,
}

/// A table of routes: `ROUTES` in words, and `table()` with the handlers.
macro_rules! routes {
    ($($method:ident $path:literal $words:literal => $handler:expr;)*) => {
        /// The routes of this audience.
        pub(crate) const ROUTES: &[$crate::route::Route] = &[$($crate::route::Route {
            method: $crate::route::method_name(stringify!($method)), path: $path, words: $words
        },)*];

        fn table() -> $crate::route::Table {
            vec![$(($path, axum::routing::$method($handler)),)*]
        }
    };
}
pub(crate) use routes;

/// Paths with their handlers; a path with two methods stands twice.
pub(crate) type Table = Vec<(&'static str, MethodRouter<App>)>;

/// The method that the function of axum named `function` answers.
pub(crate) const fn method_name(function: &'static str) -> &'static str {
    if function.len() == 3 { "GET" } else { "POST" }
}

/// A router of a table.
pub(crate) fn router_of(table: Table) -> Router<App> {
    table.into_iter().fold(Router::new(), |router, (path, method)| router.route(path, method))
}

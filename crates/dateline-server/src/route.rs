//! One route in words and with its handler; each audience has a table of them.

use crate::admission::{Access, Admission, LoginBy, admit};
use crate::app_state::App;
use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::MethodRouter;

/// One route in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route {
    /// `GET`, `POST`, `PUT` or `DELETE`.
    pub method: &'static str,
    /// Path with its parameters in braces.
    pub path: &'static str,
    /// Who may use it.
    pub access: Access,
    /// What it does.
    pub words: &'static str,
}

/// A table of routes, each with who may use it: `ROUTES` in words, and `table()` with the handlers.
macro_rules! routes {
    ($($method:ident $path:literal $access:ident $words:literal => $handler:expr;)*) => {
        /// The routes of this audience.
        pub(crate) const ROUTES: &[$crate::route::Route] = &[$($crate::route::Route {
            method: $crate::route::method_name(stringify!($method)), path: $path, access: $crate::admission::Access::$access, words: $words
        },)*];

        fn table() -> $crate::route::Table {
            vec![$(($path, $crate::admission::Access::$access, axum::routing::$method($handler)),)*]
        }
    };
}
pub(crate) use routes;

/// Paths with who may use them and their handlers; a path with two methods stands twice.
pub(crate) type Table = Vec<(&'static str, Access, MethodRouter<App>)>;

/// The method that the function of axum named `function` answers.
pub(crate) const fn method_name(function: &'static str) -> &'static str {
    match function.as_bytes() {
        b"get" => "GET",
        b"put" => "PUT",
        b"delete" => "DELETE",
        _ => "POST",
    }
}

/// A router of a table, each route behind its rule.
pub(crate) fn router_of(table: Table, app: &App, login: LoginBy) -> Router<App> {
    table.into_iter().fold(Router::new(), |router, (path, access, method)| {
        let rule = Admission { app: app.clone(), access, login };
        router.route(path, method.route_layer(from_fn_with_state(rule, admit)))
    })
}

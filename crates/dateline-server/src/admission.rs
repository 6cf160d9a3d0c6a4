//! The one place where a request becomes a person. A route's [`Access`] says who may; [`AsUser`] gives handlers the desk
//! as that person's, and there is no other way to it: without it the desk is nobody's and shows nothing.

use crate::app_state::App;
use crate::caller::{Caller, KnownBy};
use crate::client::{Client, Credential};
use crate::error_response::ErrorResponse;
use crate::web::l10n;
use axum::body::Body;
use axum::extract::{FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use dateline_store::{StoreError, TokenScope};
use http::request::Parts;
use http::{HeaderValue, Method, header};

/// Who may use a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody.
    Public,
    /// Everybody who is logged in; programs with a token of any scope.
    Read,
    /// The same; programs with a token that may mark or manage.
    Mark,
    /// The same; programs with a token that may manage.
    Manage,
    /// Owners; programs with a token of theirs that may manage.
    Owner,
    /// Everybody who is logged in with a browser: passwords, sessions and tokens are no business of programs.
    Person,
    /// Owners who are logged in with a browser.
    OwnerInPerson,
}

impl Access {
    /// The scope that a token needs; `None` where no token will do.
    pub(crate) const fn scope(self) -> Option<TokenScope> {
        match self {
            Self::Public | Self::Read => Some(TokenScope::Read),
            Self::Mark => Some(TokenScope::Mark),
            Self::Manage | Self::Owner => Some(TokenScope::Manage),
            Self::Person | Self::OwnerInPerson => None,
        }
    }

    const fn needs_owner(self) -> bool {
        matches!(self, Self::Owner | Self::OwnerInPerson)
    }
}

/// The app as the person's who asks.
pub(crate) struct AsUser(pub(crate) App);

impl FromRequestParts<App> for AsUser {
    type Rejection = ErrorResponse;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ErrorResponse> {
        let caller = parts.extensions.get::<Caller>().copied().unwrap_or(Caller::NOBODY);
        let app = app.of(caller);
        if caller != Caller::NOBODY && l10n::is_spoken() {
            l10n::choose(app.reader().preferences().await?.get("language").map_or("", String::as_str));
        }
        Ok(Self(app))
    }
}

/// How those who are not let in are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LoginBy {
    /// Browsers: sent to the login page. No token counts.
    Page,
    /// Programs: told to send a token.
    Token,
    /// Feed readers: told to send a name and an app password.
    Basic,
    /// Apps: told to log in, in their own way. No cookie counts, and nothing is open without an account.
    App,
    /// The same, of apps that send a name and an app password each time.
    AppBasic,
}

impl LoginBy {
    const fn is_app(self) -> bool {
        matches!(self, Self::App | Self::AppBasic)
    }
}

/// One route's rule.
#[derive(Clone)]
pub(crate) struct Admission {
    pub(crate) app: App,
    pub(crate) access: Access,
    pub(crate) login: LoginBy,
}

/// Lets a request through as whose it is, or tells why not.
pub(crate) async fn admit(State(rule): State<Admission>, mut request: Request, next: Next) -> Response {
    let client = Client::of(&request, &rule.app.settings);
    let credential = client.credential(&request);
    let told = client.told_by_proxy.clone().filter(|_| rule.login == LoginBy::Page);
    match caller(&rule, credential, told).await {
        Ok(Ok(caller)) => {
            request.extensions_mut().insert(caller);
            request.extensions_mut().insert(client);
            next.run(request).await
        }
        Ok(Err(refusal)) => refusal.response(&request, rule.login),
        Err(error) => ErrorResponse::from(error).into_response(),
    }
}

/// Why somebody is not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refusal {
    /// The desk can be reached from elsewhere and has no account.
    SetUp,
    /// Nobody is known.
    LogIn,
    /// Somebody is known who may not.
    MayNot(&'static str),
}

async fn caller(
    rule: &Admission,
    credential: Option<Credential>,
    told_by_proxy: Option<String>,
) -> Result<Result<Caller, Refusal>, StoreError> {
    let Admission { app, access, login } = rule;
    if *access == Access::Public {
        return Ok(Ok(Caller::NOBODY));
    }
    if !app.has_accounts().await? {
        if login.is_app() {
            return Ok(Err(Refusal::LogIn));
        }
        return Ok(if app.settings.needs_account() { Err(Refusal::SetUp) } else { Ok(Caller::HOUSE) });
    }
    let found = match credential {
        None => None,
        Some(Credential::Session(_)) if login.is_app() => None,
        Some(credential) => app.known(&credential, *login != LoginBy::Page).await?,
    };
    // Somebody else has logged in at the proxy: the session of the one before is not theirs.
    let found = match (found, told_by_proxy) {
        (Some(caller), Some(told)) => {
            let account = app.told_by_proxy(&told).await?;
            account.filter(|account| account.user.id == caller.user).map(|_| caller)
        }
        (found, _) => found,
    };
    Ok(found.ok_or(Refusal::LogIn).and_then(|caller| may(*access, caller)))
}

fn may(access: Access, caller: Caller) -> Result<Caller, Refusal> {
    if let KnownBy::Token(has) = caller.by {
        match access.scope() {
            None => return Err(Refusal::MayNot(l10n::text("error-no-token-opens"))),
            Some(needed) if has < needed => {
                return Err(Refusal::MayNot(l10n::text("error-scope")));
            }
            Some(_) => {}
        }
    }
    if access.needs_owner() && !caller.is_owner() {
        return Err(Refusal::MayNot(l10n::text("error-owners-alone")));
    }
    Ok(caller)
}

impl Refusal {
    fn response(self, request: &Request<Body>, login: LoginBy) -> Response {
        let reads = matches!(*request.method(), Method::GET | Method::HEAD);
        match (self, login) {
            (Self::MayNot(why), _) => ErrorResponse::forbidden(why).into_response(),
            (Self::SetUp, LoginBy::Page) if reads => Redirect::to("/setup").into_response(),
            (Self::LogIn, LoginBy::Page) if reads => {
                let path = request.uri().path_and_query().map_or("/", http::uri::PathAndQuery::as_str);
                let next = url::form_urlencoded::byte_serialize(path.as_bytes()).collect::<String>();
                Redirect::to(&if path == "/" { "/login".to_owned() } else { format!("/login?next={next}") })
                    .into_response()
            }
            (Self::SetUp, _) => ErrorResponse::no_account_yet().into_response(),
            (Self::LogIn, LoginBy::Page | LoginBy::App) => ErrorResponse::not_logged_in().into_response(),
            (Self::LogIn, LoginBy::Token) => challenge("Bearer realm=\"dateline\""),
            // Who sent a token is asked for none: a browser would ask its person for a password.
            (Self::LogIn, LoginBy::AppBasic) if request.headers().contains_key("x-auth-token") => {
                ErrorResponse::not_logged_in().into_response()
            }
            (Self::LogIn, LoginBy::Basic | LoginBy::AppBasic) => {
                challenge("Basic realm=\"dateline\", charset=\"UTF-8\"")
            }
        }
    }
}

fn challenge(scheme: &'static str) -> Response {
    let mut response = ErrorResponse::not_logged_in().into_response();
    response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(scheme));
    response
}

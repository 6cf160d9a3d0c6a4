//! The fetcher: redirects, robots and turns around single exchanges. State shared by all clones.

use crate::answer::{Answer, Unchanged};
use crate::connection_pool::ConnectionPool;
use crate::error::{FetchError, FetchErrorKind};
use crate::guarded_connector::{Boxed, Dial, GuardedConnector, Resolve, System};
use crate::host_limiter::HostLimiters;
use crate::http_exchange::{RawRequest, RawResponse, exchange, is_redirect};
use crate::image_type::{self, NoPicture};
use crate::open_addresses::Purpose;
use crate::policy::{Pace, Policy, ROBOTS_TOKEN};
use crate::poll_interval::retry_after;
use crate::request::{Kind, Request};
use crate::robots::Robots;
use crate::tls_roots::TlsRoots;
use dateline_model::{Hop, Page, Truncation, UrlError, Validators, WebUrl};
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Mutex as Gate;

/// The only way out. Clones share connections, queues and what is known of robots.txt.
#[derive(Clone)]
pub struct Fetcher(Arc<Inner>);

struct Inner {
    policy: Policy,
    pool: ConnectionPool,
    hosts: HostLimiters,
    robots: Mutex<HashMap<Place, Slot>>,
}

type Known = (Timestamp, Result<Arc<Robots>, FetchError>);
/// The hops, the address that answered, and its response.
type Walked = (Vec<Hop>, WebUrl, RawResponse);
/// An origin, and the purpose for which the owner may have opened it.
type Place = (Option<Purpose>, String);
type Slot = Arc<Gate<Option<Known>>>;

impl Fetcher {
    /// A fetcher on the system's resolver and sockets.
    pub fn new(policy: Policy) -> Result<Self, FetchErrorKind> {
        Self::with_connector(policy, Arc::new(System), Arc::new(System))
    }

    /// A fetcher on another resolver and dialer, for tests that must see every attempt.
    pub fn with_connector(
        policy: Policy,
        resolver: Arc<dyn Resolve>,
        dialer: Arc<dyn Dial>,
    ) -> Result<Self, FetchErrorKind> {
        Self::with_roots(policy, resolver, dialer, TlsRoots::public())
    }

    /// The same with other authorities than the public ones, for tests that bring their own.
    pub fn with_roots(
        policy: Policy,
        resolver: Arc<dyn Resolve>,
        dialer: Arc<dyn Dial>,
        roots: TlsRoots,
    ) -> Result<Self, FetchErrorKind> {
        http::HeaderValue::from_str(&policy.user_agent)
            .map_err(|_| FetchErrorKind::Setup(format!("{:?} cannot be a User-Agent", policy.user_agent)))?;
        let pool =
            ConnectionPool::new(GuardedConnector::new(&policy, resolver, dialer), &policy.limits, roots);
        Ok(Self(Arc::new(Inner { policy, pool, hosts: HostLimiters::default(), robots: Mutex::default() })))
    }

    /// The rules in force.
    pub fn policy(&self) -> &Policy {
        &self.0.policy
    }

    /// Asks for an address, waits for the host's turn, follows redirects. Whatever status the server gives is an
    /// answer; an error means that there is none.
    pub async fn get(&self, request: Request) -> Result<Answer, FetchError> {
        let (redirects, url, response) = self.walk(&request).await?;
        self.answer(request, redirects, url, response)
    }

    /// What robots.txt of this address's origin says to us; kept for a day. An error if the host cannot be reached.
    pub async fn robots(&self, url: &WebUrl) -> Result<Arc<Robots>, FetchError> {
        self.robots_for(url, None).await
    }

    /// The same for a request of a feed. Whoever may not go where the owner let a feed go learns nothing from its robots.txt.
    async fn robots_for(&self, url: &WebUrl, feed: Option<&WebUrl>) -> Result<Arc<Robots>, FetchError> {
        let mut request = Request::new(url.clone(), Kind::Robots);
        request.feed = feed.cloned();
        let slot = self.slot((request.purpose_at(url), url.as_url().origin().ascii_serialization()));
        let mut known = slot.lock().await;
        if let Some((until, robots)) = known.as_ref()
            && *until > self.now()
        {
            return robots.clone();
        }
        let (robots, hours) = self.ask_robots(request).await;
        let until = self.now().checked_add(hours).unwrap_or(Timestamp::MAX);
        if !matches!(&robots, Err(error) if error.retry_at().is_some()) {
            *known = Some((until, robots.clone()));
        }
        robots
    }

    fn slot(&self, origin: Place) -> Slot {
        let mut slots = self.0.robots.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(slot) = slots.get(&origin) {
            return Arc::clone(slot);
        }
        if slots.len() >= MOST_ORIGINS {
            let now = self.now();
            // Whoever holds a slot is asking: it stays. Of the others those that are still good stay.
            slots.retain(|_, slot| {
                Arc::strong_count(slot) > 1
                    || slot.try_lock().is_ok_and(|known| known.as_ref().is_some_and(|k| k.0 > now))
            });
            // A desk with more hosts than that asks some of them again, rather than search all of them at each request.
            if slots.len() >= MOST_ORIGINS {
                let mut every_other = false;
                slots.retain(|_, slot| {
                    every_other = !every_other;
                    every_other || Arc::strong_count(slot) > 1
                });
            }
        }
        Arc::clone(slots.entry(origin).or_default())
    }

    /// RFC 9309, section 2.3.1: a file is obeyed, none or too many redirects open everything, a server in trouble
    /// closes everything. With how long that holds.
    async fn ask_robots(&self, mut request: Request) -> (Result<Arc<Robots>, FetchError>, SignedDuration) {
        let read = SignedDuration::from_hours(24);
        let trouble = SignedDuration::from_mins(10);
        request.url = match request.url.join("/robots.txt") {
            Ok(address) => address,
            Err(error) => {
                return (Err(FetchErrorKind::Protocol(error.to_string()).at(&request.url)), trouble);
            }
        };
        let host = self.0.hosts.host(request.url.host());
        let robots = match self.clone().boxed_walk(request).await {
            Ok((_, _, response)) => match response.status {
                200..=299 => Robots::parse(&response.body, ROBOTS_TOKEN),
                429 | 500.. => {
                    return (Ok(Arc::new(Robots::unreachable(unreadable(response.status)))), trouble);
                }
                _ => Robots::absent(),
            },
            Err(FetchError { kind: FetchErrorKind::Redirects(_), .. }) => Robots::absent(),
            Err(error) => return (Err(error), trouble),
        };
        host.crawl_delay(robots.crawl_delay);
        (Ok(Arc::new(robots)), read)
    }

    /// Boxed, because a walk to a page asks for robots.txt, which is a walk.
    fn boxed_walk(self, request: Request) -> Boxed<Result<Walked, FetchError>> {
        Box::pin(async move { self.walk(&request).await })
    }

    /// Redirects, one hop after the other; each is judged by robots.txt and by the guarded connector anew.
    async fn walk(&self, request: &Request) -> Result<Walked, FetchError> {
        let most = match request.kind {
            Kind::Provider => 0,
            Kind::Robots => 5.min(self.0.policy.limits.redirects),
            _ => self.0.policy.limits.redirects,
        };
        let (mut url, mut hops) = (request.url.clone(), Vec::<Hop>::new());
        loop {
            self.permit(&url, request).await?;
            let response = self.hop(&url, &hops, request).await.map_err(|kind| kind.at(&url))?;
            if !is_redirect(response.status) || request.kind == Kind::Webhook {
                return Ok((hops, url, response));
            }
            let to = target(&url, &response).map_err(|kind| kind.at(&url))?;
            let stays = request.kind == Kind::Feed || !may_send_on(&url, response.status, &to);
            if request.form.is_some() && stays {
                let text =
                    format!("a form cannot be sent on by a redirect with status {} to {to}", response.status);
                return Err(FetchErrorKind::Redirects(text).at(&url));
            }
            hops.push(Hop { from: url.clone(), status: response.status, to: to.clone() });
            if hops.iter().any(|hop| hop.from == to) {
                return Err(FetchErrorKind::Redirects("its redirects go in a circle".to_owned()).at(&url));
            }
            if hops.len() > most {
                let text = match most {
                    0 => format!("it redirects to {to}"),
                    _ => format!("it redirects more than {most} times"),
                };
                return Err(FetchErrorKind::Redirects(text).at(&request.url));
            }
            url = to;
        }
    }

    /// Pages obey the whole of robots.txt. What a person asked for by itself (a feed, a picture in view) is closed
    /// only by a group that names us, and a robots.txt that cannot be read does not close it.
    async fn permit(&self, url: &WebUrl, request: &Request) -> Result<(), FetchError> {
        let kind = request.kind;
        // A person who wants to be told somewhere asks for no page of it.
        if matches!(kind, Kind::Robots | Kind::Provider | Kind::Webhook) || !self.0.policy.obey_robots {
            return Ok(());
        }
        let feed = request.purpose_at(url).and(request.feed.as_ref());
        let robots = match (self.robots_for(url, feed).await, kind) {
            (Ok(robots), Kind::Page) => robots,
            (Ok(robots), _) if robots.names_us => robots,
            (Err(error), Kind::Page) => return Err(error),
            _ => return Ok(()),
        };
        let parsed = url.as_url();
        let path = &parsed[url::Position::BeforePath..url::Position::AfterQuery];
        robots.closes(path).map_or(Ok(()), |rule| Err(FetchErrorKind::Disallowed(rule).at(url)))
    }

    /// One exchange in its turn.
    async fn hop(
        &self,
        url: &WebUrl,
        hops: &[Hop],
        request: &Request,
    ) -> Result<RawResponse, FetchErrorKind> {
        let policy = &self.0.policy;
        let host = self.0.hosts.host(url.host().trim_end_matches('.'));
        let silent =
            || host.quiet_until(self.now()).map_or(Ok(()), |until| Err(FetchErrorKind::RetryLater(until)));
        silent()?;
        let turn = host.turn(self.pace(url, request.kind)).await;
        // Whoever stood in front may have been told to go away.
        silent()?;
        let form = request.form.as_deref();
        let purpose = request.purpose_at(url);
        let (login, validators) = (request.login_at(hops, url), request.validators_at(hops, url));
        let (kind, message, range) = (request.kind, request.message.as_ref(), request.range);
        let ask = RawRequest { url, kind, validators, form, message, purpose, login, range };
        let response = exchange(&self.0.pool, policy, ask).await;
        if let Ok(response) = &response {
            let now = self.now();
            match response.status {
                429 | 503 => host.refused(
                    now,
                    retry_after(&response.headers, now),
                    policy.limits.retry_after,
                    response.status == 429,
                ),
                _ => host.answered(),
            }
        }
        tracing::debug!(%url, status = response.as_ref().map_or(0, |response| response.status), "asked");
        if let Err(FetchErrorKind::RefusedAddress(_) | FetchErrorKind::Dns(_)) = response {
            turn.unused();
        }
        response
    }

    /// A provider is asked when somebody logs in, and who logs in waits for it.
    fn pace(&self, url: &WebUrl, kind: Kind) -> &Pace {
        let policy = &self.0.policy;
        if kind == Kind::Provider {
            return &policy.local_pace;
        }
        let literal = url.host().trim_matches(['[', ']']).parse::<std::net::IpAddr>();
        let local = policy.hosts.get(url.host()).is_some() || literal.is_ok_and(|ip| ip.is_loopback());
        if local || url.host() == "localhost" { &policy.local_pace } else { &policy.pace }
    }

    fn answer(
        &self,
        request: Request,
        redirects: Vec<Hop>,
        final_url: WebUrl,
        response: RawResponse,
    ) -> Result<Answer, FetchError> {
        let fetched_at = self.now();
        let validators = request.validators_at(&redirects, &final_url).clone();
        let Request { url, kind, .. } = request;
        if response.status == 304 {
            if validators == Validators::default() {
                let text = "304 to a request without a condition".to_owned();
                return Err(FetchErrorKind::Protocol(text).at(&final_url));
            }
            let field = |name: &str| response.headers.get(name).map(str::to_owned);
            let validators = Validators {
                etag: field("etag").or(validators.etag),
                last_modified: field("last-modified").or(validators.last_modified),
            };
            return Ok(Answer::Unchanged(Unchanged {
                url,
                final_url,
                redirects,
                headers: response.headers,
                validators,
                fetched_at,
            }));
        }
        if kind == Kind::Image && (200..300).contains(&response.status) {
            whole_picture(&response).map_err(|kind| kind.at(&final_url))?;
        }
        let RawResponse { status, headers, body, truncation, .. } = response;
        Ok(Answer::Fresh(Page { url, final_url, redirects, status, headers, body, fetched_at, truncation }))
    }

    fn now(&self) -> Timestamp {
        (self.0.policy.clock)()
    }
}

/// Origins whose robots.txt is remembered; 50,000 of them without a file take 15 MB.
const MOST_ORIGINS: usize = 100_000;

fn unreadable(status: u16) -> String {
    format!("the file itself is answered with status {status}, which closes the host until it can be read")
}

/// Whether a redirect asks for the same form again (RFC 9110, section 15.4), and what is sent stays as secret as it was.
fn may_send_on(from: &WebUrl, status: u16, to: &WebUrl) -> bool {
    let secure = |url: &WebUrl| url.as_url().scheme() == "https";
    matches!(status, 307 | 308) && (secure(to) || !secure(from))
}

fn target(url: &WebUrl, response: &RawResponse) -> Result<WebUrl, FetchErrorKind> {
    let Some(location) = response.location.as_deref().filter(|location| !location.trim().is_empty()) else {
        return Err(FetchErrorKind::Redirects(format!("status {} names no other address", response.status)));
    };
    url.join(location).map_err(|error| match error {
        UrlError::Scheme(scheme) => FetchErrorKind::RefusedScheme(format!("{scheme}:")),
        other => FetchErrorKind::Redirects(format!("it redirects to something that is no address ({other})")),
    })
}

/// Half a picture, one too large to unpack, or something else under its name, is not handed on.
fn whole_picture(response: &RawResponse) -> Result<(), FetchErrorKind> {
    let begins_as_picture = image_type::signature(&response.body).is_some();
    match response.truncation.filter(|_| begins_as_picture) {
        Some(Truncation::Cap) => {
            Err(FetchErrorKind::TooLarge("the picture is larger than what is shown".to_owned()))
        }
        Some(_) => Err(FetchErrorKind::Connection("the picture arrived incomplete".to_owned())),
        None => image_type::judge(&response.body).map(drop).map_err(|refused| match refused {
            NoPicture::Huge(..) => FetchErrorKind::TooLarge(refused.to_string()),
            other => FetchErrorKind::RefusedType(other.to_string()),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_sent_on_by_307_and_308_and_never_in_the_clear() {
        let check = |from: &str, status, to: &str, expected| {
            let (from, to) = (WebUrl::parse(from).unwrap(), WebUrl::parse(to).unwrap());
            assert_eq!(may_send_on(&from, status, &to), expected, "{from} {status} {to}");
        };
        check("https://hub.example/", 308, "https://hub.example/new", true);
        check("http://hub.example/", 307, "http://other.example/", true);
        check("http://hub.example/", 307, "https://hub.example/", true);
        check("https://hub.example/", 307, "http://hub.example/", false);
        check("https://hub.example/", 302, "https://hub.example/new", false);
        check("https://hub.example/", 303, "https://hub.example/done", false);
    }

    #[test]
    fn a_redirect_to_plain_http_is_followed() {
        let url = WebUrl::parse("https://herald.example/a").unwrap();
        let location = Some("http://herald.example/b".to_owned());
        let response = RawResponse {
            status: 302,
            headers: Default::default(),
            location,
            body: Vec::new(),
            truncation: None,
        };
        assert_eq!(target(&url, &response).unwrap().as_str(), "http://herald.example/b");
    }
}

//! Checks of what runs: the store's threads, the resolver, feeds that do not answer, and who may log in.

use super::Check;
use crate::request::Provider;
use dateline_desk::Desk;
use dateline_desk::health::{State, count, state};
use dateline_fetch::guarded_connector::{Resolve as _, System};
use dateline_server::provider_fault;
use dateline_store::{FeedRecord, Role, StoreError};
use std::time::Duration;
use tokio::time::timeout;

/// How long the store may take to write and read a row, and the resolver to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Whether every thread of the store still does its work.
pub(super) async fn threads(desk: &Desk) -> Check {
    let fault = match timeout(PATIENCE, desk.store().probe(desk.now())).await {
        Ok(Ok(())) => None,
        Ok(Err(error)) => Some(error.to_string()),
        Err(_) => Some(format!(
            "the store has not answered for {} s: a long job may be running; if it stays so, start serve anew",
            PATIENCE.as_secs()
        )),
    };
    let words = fault.clone().unwrap_or_else(|| "the store writes, and every thread of it reads".to_owned());
    Check { name: "threads", well: fault.is_none(), words }
}

/// Whether names resolve, tried with that of a feed that has answered before.
pub(super) async fn resolver(desk: &Desk, feeds: &[FeedRecord]) -> Option<Check> {
    let is_known = |feed: &&FeedRecord| {
        let host = feed.url.host();
        feed.entries > 0
            && feed.url.as_url().domain().is_some()
            && desk.fetch_policy().hosts.get(host).is_none()
    };
    let host = feeds.iter().find(is_known)?.url.host().to_owned();
    let fault = match timeout(PATIENCE, System.resolve(&host, 443)).await {
        Ok(Ok(found)) if !found.is_empty() => None,
        Ok(Ok(_)) => Some("it has no address".to_owned()),
        Ok(Err(error)) => Some(error.to_string()),
        Err(_) => Some(format!("no answer within {} s", PATIENCE.as_secs())),
    };
    let words = match &fault {
        None => format!("{host} has an address"),
        Some(why) => format!("{host} cannot be looked up ({why}); see whether the machine is online"),
    };
    Some(Check { name: "names", well: fault.is_none(), words })
}

/// Feeds that do not answer. A few are the publishers' business; where none answers it is this machine's.
pub(super) fn feeds(feeds: &[FeedRecord]) -> Check {
    let asked = feeds.iter().filter(|feed| !matches!(state(feed), State::Paused | State::Waiting)).count();
    let failing: Vec<_> = feeds.iter().filter(|feed| state(feed) == State::Failing).collect();
    let gone = feeds.iter().filter(|feed| state(feed) == State::Gone).count();
    let closed = if gone == 0 {
        String::new()
    } else {
        format!("; {} by the publisher", count(gone, "is closed", "are closed"))
    };
    let words = match failing.first() {
        None => format!("{} asked, and none fails{closed}", count(asked, "feed was", "feeds were")),
        Some(first) => {
            let why = first.health.error.as_deref().unwrap_or("does not answer");
            let (failed, name) = (count(failing.len(), "feed fails", "feeds fail"), &first.title);
            format!("of {asked}, {failed}, the first {name} ({why}){closed}; `dateline feeds` tells of each")
        }
    };
    let none_answers = failing.len() > 1 && failing.len() + gone == asked;
    let advice = if none_answers { ": none answers; see whether the machine is online" } else { "" };
    Check { name: "feeds", well: !none_answers, words: format!("{words}{advice}") }
}

/// Whether somebody can log in, and change what all share.
pub(super) async fn accounts(desk: &Desk) -> Result<Check, StoreError> {
    let accounts = desk.store().accounts().await?;
    let words = match accounts.len() {
        0 => "there is no account: the desk asks for no login and is for this machine alone".to_owned(),
        number => {
            let kept_out = accounts.iter().filter(|account| account.disabled).count();
            format!("{}, {kept_out} of them kept out", count(number, "account", "accounts"))
        }
    };
    Ok(Check { name: "accounts", well: true, words })
}

/// Whether the identity provider answers as a login needs it, and whether an owner gets in where it is the only way.
pub(crate) async fn provider(desk: &Desk, provider: &Provider) -> Result<Check, StoreError> {
    let issuer = &provider.issuer;
    let fault = match provider_fault(desk, issuer).await {
        Some(why) => Some(format!("{issuer} does not answer as it should ({why}); nobody logs in by it")),
        None if provider.only && !lets_an_owner_in(desk, issuer).await? => Some(format!(
            "oidc.only takes logins by {issuer} alone, and no owner is linked with it: take oidc.only away, log in by \
             password, link it on the page of the account, and set oidc.only again"
        )),
        None => None,
    };
    let words = fault.clone().unwrap_or_else(|| format!("{issuer} answers for logins"));
    Ok(Check { name: "provider", well: fault.is_none(), words })
}

async fn lets_an_owner_in(desk: &Desk, issuer: &str) -> Result<bool, StoreError> {
    for account in desk.store().accounts().await? {
        let is_owner = account.role == Role::Owner && !account.disabled;
        let linked = if is_owner { desk.store().identities(account.user.id).await? } else { Vec::new() };
        if linked.iter().any(|identity| identity.issuer == issuer) {
            return Ok(true);
        }
    }
    Ok(false)
}

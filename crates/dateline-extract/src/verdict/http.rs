//! What status, headers and redirects say. Looks at no text except to see whether anything of an article came along.

use super::{Case, Finding, interstitial};
use dateline_model::{Evidence, Holding, Origin, Place, Reason, Rule};

/// Header by which a vendor says that it wants proof of a human: name, a part of its value, kind of source.
const CHALLENGES: &[(&str, &str)] = &[
    ("cf-mitigated", "challenge"),
    ("x-datadome", ""),
    ("server", "datadome"),
    ("x-px-block", ""),
    ("x-amzn-waf-action", ""),
    ("x-sucuri-block", ""),
];

/// Hosts to which pages redirect for consent: a label at the start, or a whole host.
const CONSENT_HOSTS: &[&str] = &[
    "consent.",
    "privacy-gate.",
    "cmp.",
    "myprivacy.",
    "choices.",
    "guce.",
    "cookiewall.",
    "consentmanager.",
];

/// Answers that are no article whatever their text says.
pub(super) fn refused(case: &Case<'_, '_>) -> Option<Finding> {
    status(case)
        .or_else(|| consent_redirect(case))
        .or_else(|| home_redirect(case))
        .or_else(|| other_media(case))
}

fn http(name: &str, value: &str, supports: Reason) -> Evidence {
    Evidence::new(supports.as_str(), Place::Http(name.to_owned()), value, Origin::ThisFetch)
}

fn status(case: &Case<'_, '_>) -> Option<Finding> {
    let status = case.survey.served.status?;
    let challenged = challenge_header(case);
    let reason = match status {
        403 | 429 | 503 if challenged.is_some() => Reason::BotCheck,
        401 => Reason::Registration,
        402 => Reason::Paywall,
        404 => Reason::NotFound,
        410 => Reason::Gone,
        429 => Reason::RetrievalFailed,
        451 => Reason::GeoLegal,
        500..=599 => Reason::ServerError,
        // A refusal that does not say why; the page may.
        400..=499 => Reason::Unknown,
        _ => return None,
    };
    // A refusal that explains itself in few words holds nothing of an article.
    if reason == Reason::Unknown
        && let Some(mut told) = interstitial::stand_in(case)
    {
        let said = told.reasons.first().map_or(Reason::Unknown, |(reason, _)| *reason);
        let evidence = http("status", &status.to_string(), said).by(Rule::Status);
        told.reasons.push((said, evidence));
        return Some(told);
    }
    let gated = matches!(status, 401..=403 | 451);
    let holding =
        if gated && case.held >= 60 && challenged.is_none() { Holding::Partial } else { Holding::None };
    let mut finding = Finding::by(Rule::Status, holding);
    finding.reasons.extend(challenged);
    if gated || status == 429 {
        finding.reasons.extend(
            super::truncation::spoken(case, |_| true)
                .into_iter()
                .filter(|(told, _)| *told != Reason::Unknown),
        );
    }
    let told = finding.reasons.iter().any(|(told, _)| *told != Reason::Javascript);
    let reason = if reason == Reason::Unknown && told { finding.reasons[0].0 } else { reason };
    finding.because(reason, Some(http("status", &status.to_string(), reason)))
}

/// A header of a vendor that wants proof of a human.
pub(super) fn challenge_header(case: &Case<'_, '_>) -> Option<(Reason, Evidence)> {
    let headers = &case.survey.served.headers;
    CHALLENGES.iter().find_map(|(name, part)| {
        let value = headers.get(name).filter(|value| value.to_ascii_lowercase().contains(part))?;
        let evidence = http(name, value, Reason::BotCheck).by(Rule::ChallengeHeader);
        Some((Reason::BotCheck, evidence))
    })
}

fn consent_redirect(case: &Case<'_, '_>) -> Option<Finding> {
    let served = case.survey.served;
    let (asked, answered) = (served.url.as_ref()?, served.final_url.as_ref()?);
    let host = answered.site();
    let consent = CONSENT_HOSTS.iter().any(|known| host.starts_with(known)) && host != asked.site();
    if !consent {
        return None;
    }
    Finding::by(Rule::ConsentRedirect, Holding::None)
        .because(Reason::Consent, Some(http("location", answered.as_str(), Reason::Consent)))
}

/// An article's address that ends at the site's front: the article is no longer there.
fn home_redirect(case: &Case<'_, '_>) -> Option<Finding> {
    let served = case.survey.served;
    let (asked, answered) = (served.url.as_ref()?, served.final_url.as_ref()?);
    let deep = asked.as_url().path().trim_matches('/').len() > 12;
    let home = answered.as_url().path().trim_matches('/').is_empty() && answered.as_url().query().is_none();
    if !deep || !home {
        return None;
    }
    Finding::by(Rule::HomeRedirect, Holding::None)
        .because(Reason::Redirected, Some(http("location", answered.as_str(), Reason::Redirected)))
}

fn other_media(case: &Case<'_, '_>) -> Option<Finding> {
    let kind = case.survey.served.headers.get("content-type")?;
    let lower = kind.to_ascii_lowercase();
    let other = [
        "image/",
        "video/",
        "audio/",
        "application/pdf",
        "application/zip",
        "application/octet-stream",
        "font/",
    ];
    if !other.iter().any(|known| lower.starts_with(known)) {
        return None;
    }
    Finding::by(Rule::MediaType, Holding::OtherKind)
        .because(Reason::NotAnArticle, Some(http("content-type", kind, Reason::NotAnArticle)))
}

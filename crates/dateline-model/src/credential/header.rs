//! Which header fields a login may be sent in. A field that says who asks, for whom, from where, by which way or for what
//! part is never one: that would be a forged request, not a login.

/// Words that name a login; a field is one where a part of its name is such a word.
const LOGIN: &[&str] = &[
    "access",
    "api",
    "apikey",
    "auth",
    "authentication",
    "credential",
    "jwt",
    "key",
    "login",
    "pass",
    "passcode",
    "password",
    "secret",
    "session",
    "sessionid",
    "sid",
    "signature",
    "subscriber",
    "token",
];

/// Words of fields that say who, whence, how and what; with one of them a field is none for logins, `X-` or not.
const OTHER: &[&str] = &[
    "accept",
    "agent",
    "charset",
    "connection",
    "content",
    "control",
    "cookie",
    "cookie2",
    "encoding",
    "expect",
    "for",
    "forward",
    "forwarded",
    "forwarder",
    "from",
    "gateway",
    "host",
    "hop",
    "http",
    "https",
    "if",
    "ip",
    "language",
    "length",
    "location",
    "method",
    "origin",
    "original",
    "override",
    "peer",
    "port",
    "proto",
    "protocol",
    "proxy",
    "range",
    "real",
    "referer",
    "referrer",
    "remote",
    "rewrite",
    "scheme",
    "sec",
    "server",
    "ssl",
    "te",
    "tls",
    "trailer",
    "transfer",
    "upgrade",
    "uri",
    "url",
    "via",
    "websocket",
];

/// Longest name in bytes.
const LONGEST: usize = 64;

/// Whether a login may be sent in a field of this name: `Authorization`, a name with a word for a login in it, or one that
/// begins with `X-`; never one of those that HTTP, proxies and browsers mean something else by.
pub fn may_name_header(name: &str) -> bool {
    let letters = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if name.is_empty() || name.len() > LONGEST || !name.chars().all(letters) {
        return false;
    }
    let name = name.to_ascii_lowercase();
    let parts: Vec<&str> = name.split(['-', '_']).filter(|part| !part.is_empty()).collect();
    let any = |words: &[&str]| parts.iter().any(|part| words.contains(part));
    // `x-forwardedfor`, `contenttype`: run together they mean the same to some servers.
    let runs_together = ["forward", "content", "clientip", "realip", "remoteaddr", "useragent"];
    let joined = parts.concat();
    if any(OTHER) || runs_together.iter().any(|word| joined.contains(word)) {
        return false;
    }
    name == "authorization" || any(LOGIN) || (parts.len() > 1 && parts[0] == "x")
}

#[cfg(test)]
mod tests {
    use super::may_name_header;

    #[test]
    fn a_login_goes_into_fields_for_logins() {
        let fine = "Authorization authorization X-Api-Key X-API-KEY Api-Key apikey PRIVATE-TOKEN X-Auth-Token X-Emby-Token
            X-Plex-Token CF-Access-Client-Id CF-Access-Client-Secret X-RapidAPI-Key X-Subscriber-Key X-Reader api_key
            Ocp-Apim-Subscription-Key X-Session-Id X-Feed";
        for name in fine.split_whitespace() {
            assert!(may_name_header(name), "{name}");
        }
        let never = "Host host User-Agent Referer Referrer From Forwarded X-Forwarded-For X-Forwarded-Host x-forwarded-proto
            X-Forwarded-User X_Forwarded_For X-ForwardedFor Connection Keep-Alive Proxy-Authorization Proxy-Authenticate
            Proxy-Connection TE Trailer Transfer-Encoding Upgrade Content-Length Content-Type Content-Encoding Content-MD5
            Range If-Range If-None-Match If-Modified-Since Expect Via Accept Accept-Encoding Accept-Language Cookie Cookie2
            Origin Date Cache-Control Pragma Max-Forwards Sec-Fetch-Site Sec-WebSocket-Key HTTP2-Settings X-Real-IP
            X-Client-IP True-Client-IP CF-Connecting-IP X-Original-URL X-Rewrite-URL X-HTTP-Method-Override X-Host
            X-Forwarded-Server Via Forwarded-For X-Remote-User Access-Control-Request-Method X-ProxyUser-Ip X-Original-Host
            Alt-Used DNT Warning Depth Destination X-Cluster-Client-IP X-User-Agent X-Content-Type-Options X";
        for name in never.split_whitespace() {
            assert!(!may_name_header(name), "{name}");
        }
        for name in ["", " ", "X-Api Key", "X-Api:Key", "X-Key\r\nHost", "X-Schl\u{fc}ssel-Key", ":authority"]
        {
            assert!(!may_name_header(name), "{name:?}");
        }
        assert!(!may_name_header(&format!("X-{}", "k".repeat(64))));
    }
}

//! robots.txt as RFC 9309 reads it, for one agent; plus `Crawl-delay` and `Sitemap`, which are older than it.
//!
//! A total function over bytes. Fetching, caching and what is asked of it per kind of request stand with the fetcher.

use memchr::memmem;
use std::time::Duration;

/// What a robots.txt means for one agent.
#[derive(Debug, Clone, PartialEq)]
pub struct Robots {
    rules: Vec<Rule>,
    /// Whether a group names the agent, rather than only `*`.
    pub names_us: bool,
    /// The pause that the group asks for.
    pub crawl_delay: Option<Duration>,
    /// Sitemap addresses as written; they belong to no group.
    pub sitemaps: Vec<String>,
    /// Set when the file could not be read and so everything is closed (RFC 9309, section 2.3.1.4).
    pub unreachable: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
struct Rule {
    allow: bool,
    /// Normalised: escapes in upper case, other bytes than ASCII escaped.
    pattern: Vec<u8>,
}

/// Rules kept of the agent's groups; 500 KiB can hold 60,000 and each costs a search at each question.
const MOST_RULES: usize = 10_000;
/// Longer patterns match no address that anyone uses.
const LONGEST_PATTERN: usize = 2048;
const MOST_SITEMAPS: usize = 500;

impl Robots {
    /// Reads a file for the agent whose product token is `agent`, compared without case.
    pub fn parse(bytes: &[u8], agent: &str) -> Self {
        let mut reading = Reading::default();
        for line in
            bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).split(|byte| matches!(byte, b'\n' | b'\r'))
        {
            if let Some((field, value)) = field(line) {
                reading.line(field, value, agent);
            }
        }
        reading.finish()
    }

    /// No file: everything is open.
    pub fn absent() -> Self {
        Self {
            rules: Vec::new(),
            names_us: false,
            crawl_delay: None,
            sitemaps: Vec::new(),
            unreachable: None,
        }
    }

    /// The file cannot be read for the reason given: everything is closed until it can.
    pub fn unreachable(why: String) -> Self {
        Self { unreachable: Some(why), ..Self::absent() }
    }

    /// The rule that closes a path with its query (`/a?b`), as text; nothing if it is open. The longest pattern decides,
    /// `Allow` wins a draw.
    pub fn closes(&self, path: &str) -> Option<String> {
        if path == "/robots.txt" {
            return None;
        }
        if let Some(why) = &self.unreachable {
            return Some(why.clone());
        }
        let path = normal(path.as_bytes(), false);
        let matching = self.rules.iter().filter(|rule| matches(&rule.pattern, &path));
        let decisive = matching.max_by_key(|rule| (rule.pattern.len(), rule.allow))?;
        (!decisive.allow).then(|| format!("Disallow: {}", String::from_utf8_lossy(&decisive.pattern)))
    }
}

/// A line as field and value; the comment is gone. A missing colon is forgiven where the field is one word.
fn field(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let line = line.split(|byte| *byte == b'#').next().unwrap_or_default().trim_ascii();
    let at = line
        .iter()
        .position(|byte| *byte == b':')
        .or_else(|| line.iter().position(u8::is_ascii_whitespace))?;
    let (field, value) = (line[..at].trim_ascii(), line[at + 1..].trim_ascii());
    (!field.is_empty()).then_some((field, value))
}

/// Groups as they build up: that of the agent and that of everyone.
#[derive(Default)]
struct Reading {
    named: Group,
    everyone: Group,
    names_us: bool,
    /// The lines now read belong to these.
    for_us: bool,
    for_everyone: bool,
    /// A rule was seen since the last `User-agent`, so that the next one opens a new group.
    closed: bool,
    sitemaps: Vec<String>,
}

#[derive(Default)]
struct Group {
    rules: Vec<Rule>,
    crawl_delay: Option<Duration>,
}

impl Reading {
    fn line(&mut self, field: &[u8], value: &[u8], agent: &str) {
        match field.to_ascii_lowercase().as_slice() {
            b"user-agent" => self.agent(value, agent),
            b"allow" => self.rule(true, value),
            b"disallow" => self.rule(false, value),
            b"crawl-delay" => self.crawl_delay(value),
            b"sitemap" if self.sitemaps.len() < MOST_SITEMAPS => {
                self.sitemaps.push(String::from_utf8_lossy(value).into_owned());
            }
            _ => {}
        }
    }

    fn agent(&mut self, value: &[u8], agent: &str) {
        if std::mem::take(&mut self.closed) {
            (self.for_us, self.for_everyone) = (false, false);
        }
        let token = value.split(|byte| !matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'-')).next();
        if value.first() == Some(&b'*') {
            self.for_everyone = true;
        } else if token.is_some_and(|token| !token.is_empty() && token.eq_ignore_ascii_case(agent.as_bytes()))
        {
            (self.for_us, self.names_us) = (true, true);
        }
    }

    fn groups(&mut self) -> impl Iterator<Item = &mut Group> {
        let Self { named, everyone, for_us, for_everyone, .. } = self;
        for_us.then_some(named).into_iter().chain(for_everyone.then_some(everyone))
    }

    fn rule(&mut self, allow: bool, value: &[u8]) {
        self.closed = true;
        if value.is_empty() || value.len() > LONGEST_PATTERN {
            return;
        }
        for group in self.groups().filter(|group| group.rules.len() < MOST_RULES) {
            group.rules.push(Rule { allow, pattern: normal(value, true) });
        }
    }

    fn crawl_delay(&mut self, value: &[u8]) {
        let seconds = std::str::from_utf8(value).ok().and_then(|text| text.parse::<f64>().ok());
        let delay = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        for group in self.groups() {
            group.crawl_delay = delay.or(group.crawl_delay);
        }
    }

    fn finish(self) -> Robots {
        let group = if self.names_us { self.named } else { self.everyone };
        Robots {
            rules: group.rules,
            names_us: self.names_us,
            crawl_delay: group.crawl_delay,
            sitemaps: self.sitemaps,
            unreachable: None,
        }
    }
}

/// Escapes in upper case; in patterns, bytes outside ASCII are escaped as they are in an address.
fn normal(text: &[u8], escape: bool) -> Vec<u8> {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [byte, after @ ..] = rest {
        rest = after;
        match (byte, after) {
            (b'%', [a, b, more @ ..]) if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => {
                out.extend([b'%', a.to_ascii_uppercase(), b.to_ascii_uppercase()]);
                rest = more;
            }
            (0x80.., _) if escape => {
                out.extend([b'%', HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
            }
            _ => out.push(*byte),
        }
    }
    out
}

/// `*` stands for any run of bytes, a final `$` for the end. Each piece is taken at its first place, so that the cost
/// is linear; only the last one of an anchored pattern must be sought from the end.
fn matches(pattern: &[u8], path: &[u8]) -> bool {
    let (pattern, anchored) = pattern.strip_suffix(b"$").map_or((pattern, false), |pattern| (pattern, true));
    let mut pieces = pattern.split(|byte| *byte == b'*');
    let Some(mut rest) = pieces.next().and_then(|first| path.strip_prefix(first)) else { return false };
    let mut last: &[u8] = b"";
    let mut starred = false;
    for piece in pieces {
        if starred {
            let Some(at) = memmem::find(rest, last) else { return false };
            rest = &rest[at + last.len()..];
        }
        (last, starred) = (piece, true);
    }
    match (starred, anchored) {
        (false, false) => true,
        (false, true) => rest.is_empty(),
        (true, false) => memmem::find(rest, last).is_some(),
        (true, true) => rest.ends_with(last),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Whether `agent` may read `path`, for each line `path yes|no`.
    fn check(file: &str, agent: &str, cases: &str) {
        let robots = Robots::parse(file.as_bytes(), agent);
        for case in cases.split(';').map(str::trim).filter(|case| !case.is_empty()) {
            let (path, expected) = case.split_once(' ').unwrap();
            assert_eq!(robots.closes(path).is_none(), expected == "yes", "{path} in {file:?}");
        }
    }

    #[test]
    fn groups() {
        let file = "Disallow: /early\nUser-agent: *\nDisallow: /all\n\nuser-agent: Dateline/9 (x)\nUser-agent: Other\n\
                    Disallow: /ours\n\nUser-agent: third\nDisallow: /\nUser-agent: dateline\nAllow: /ours/open\n";
        check(file, "dateline", "/early yes; /all yes; /ours no; /ours/open yes; /x yes");
        check(file, "OTHER", "/ours/open no; /all yes");
        check(file, "unnamed", "/all no; /ours yes; /robots.txt yes");
        check("User-agent: datelinebot\nDisallow: /", "dateline", "/ yes");
        check("user-agent dateline\ndisallow /\n", "dateline", "/a no; /robots.txt yes");
        check(
            "User-agent: dateline\nCrawl-delay: 3\nSitemap: x\nUser-agent: *\nDisallow: /",
            "dateline",
            "/ no",
        );
    }

    #[test]
    fn patterns() {
        let with = |rules: &str| format!("\u{feff}User-agent: *\r\n{rules}\r\n");
        check(&with("Disallow: /a*b$"), "x", "/ab no; /a/b no; /abb no; /abc yes; /ba yes");
        check(&with("Disallow: /*.php$"), "x", "/a.php no; /a.php?b yes; /.php no; /php yes");
        check(&with("Disallow: *private"), "x", "/a/private/b no; /public yes");
        check(&with("Disallow: /x\rAllow: /x/y"), "x", "/x no; /x/z no; /x/y/z yes");
        check(&with("Disallow: /a\nAllow: /a"), "x", "/a yes");
        check(&with("Disallow:\n#Disallow: /"), "x", "/a yes");
        check(
            &with("Disallow: /caf\u{e9}\nDisallow: /%7ejoe"),
            "x",
            "/caf%c3%A9 no; /cafe yes; /%7Ejoe/x no; /~joe yes",
        );
        check(&with("Disallow: /a**b*$"), "x", "/a-b-c no; /a yes");
        check(&with("Disallow: $"), "x", "/ yes");
    }

    #[test]
    fn extras() {
        let robots = Robots::parse(
            b"Sitemap: https://h.example/s.xml\nUser-agent: *\nCrawl-delay: 2.5\nCrawl-delay: x",
            "d",
        );
        assert_eq!(robots.crawl_delay, Some(Duration::from_millis(2500)));
        assert_eq!(robots.sitemaps, ["https://h.example/s.xml"]);
        assert!(!robots.names_us && robots.closes("/").is_none());
        for value in ["-1", "nan", "inf", "1e300"] {
            let file = format!("User-agent: *\nCrawl-delay: {value}");
            assert_eq!(Robots::parse(file.as_bytes(), "d").crawl_delay, None);
        }
        assert!(Robots::unreachable("503".to_owned()).closes("/").is_some());
        assert!(Robots::absent().closes("/").is_none());
    }

    #[test]
    fn many_stars_stay_cheap() {
        let file = format!("User-agent: *\nDisallow: /{}b\n", "*a".repeat(900)).repeat(200);
        let path = format!("/{}", "a".repeat(8000));
        assert!(Robots::parse(file.as_bytes(), "x").closes(&path).is_none());
    }

    proptest! {
        #[test]
        fn any_bytes_give_an_answer(bytes: Vec<u8>, path in "/[a-z%*$?]{0,20}") {
            let _ = Robots::parse(&bytes, "dateline").closes(&path);
        }

        #[test]
        fn pattern_agrees_with_a_slow_reading(pattern in "/?[ab*]{0,6}\\$?", path in "/[ab]{0,8}") {
            fn slow(pattern: &[u8], path: &[u8]) -> bool {
                match (pattern, path) {
                    ([], _) => true,
                    (b"$", rest) => rest.is_empty(),
                    ([b'*', more @ ..], _) => (0..=path.len()).any(|at| slow(more, &path[at..])),
                    ([a, more @ ..], [b, rest @ ..]) => a == b && slow(more, rest),
                    _ => false,
                }
            }
            prop_assert_eq!(matches(pattern.as_bytes(), path.as_bytes()), slow(pattern.as_bytes(), path.as_bytes()));
        }
    }
}

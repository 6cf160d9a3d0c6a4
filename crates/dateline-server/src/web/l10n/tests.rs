use super::*;
use fluent_syntax::ast::Entry;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Everything in which the interface can say something.
fn sources() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("templates"), root.join("src")];
    let mut text = String::new();
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with("l10n/tests.rs")
                && path.extension().is_some_and(|kind| kind == "rs" || kind == "html")
            {
                text.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }
    text
}

/// What stands between the quotation marks after each `before`.
fn quoted<'a>(text: &'a str, before: &'a str) -> impl Iterator<Item = &'a str> {
    let after = text.split(before).skip(1).map(str::trim_start);
    after.filter_map(|rest| rest.strip_prefix('"')?.split('"').next())
}

fn catalog(tag: &str) -> &'static Catalog {
    CATALOGS.get(Language::of(tag).unwrap().0).unwrap()
}

/// Variables of a message, and its links.
fn needs(catalog: &Catalog, id: &str) -> (BTreeSet<&'static str>, usize) {
    fn walk(pieces: &[catalog::Piece], found: &mut (BTreeSet<&'static str>, usize)) {
        for piece in pieces {
            match piece {
                catalog::Piece::Text(text) => found.1 += text.matches("<a>").count(),
                catalog::Piece::Value(name) => {
                    found.0.insert(name);
                }
                catalog::Piece::Choice { by, variants, .. } => {
                    found.0.insert(by);
                    variants.iter().for_each(|variant| walk(&variant.pieces, found));
                }
            }
        }
    }
    let mut found = (BTreeSet::new(), 0);
    walk(catalog.pieces(id).unwrap(), &mut found);
    found
}

#[test]
fn every_message_that_is_used_exists_and_every_one_that_exists_is_used() {
    let sources = sources();
    let english = catalog("en");
    for call in ["l10n::t(", "l10n::text(", "l10n::with(", "l10n::count("] {
        for id in quoted(&sources, call).filter(|id| !id.is_empty()) {
            assert!(english.pieces(id).is_some(), "{id} is used and not in en.ftl");
        }
    }
    for id in english.ids() {
        assert!(sources.contains(&format!("\"{id}\"")), "{id} is in en.ftl and not used");
    }
}

#[test]
fn german_is_whole_and_no_language_says_more_than_english() {
    let english = catalog("en").ids();
    assert_eq!(catalog("de").ids(), english);
    for (tag, _) in SOURCES {
        for id in catalog(tag).ids() {
            assert!(english.contains(&id), "{tag} says {id}, which English does not");
            assert_eq!(
                needs(catalog(tag), id),
                needs(catalog("en"), id),
                "values and links of {id} in {tag}"
            );
        }
    }
}

#[test]
fn messages_are_understood_and_harmless_markup() {
    for (tag, source) in SOURCES {
        let resource = fluent_syntax::parser::parse(source).map_err(|(_, errors)| errors).unwrap();
        let messages = resource.body.iter().filter(|entry| matches!(entry, Entry::Message(_))).count();
        assert_eq!(
            catalog(tag).ids().len(),
            messages,
            "{tag} has messages twice, or such as are not understood"
        );
        for id in catalog(tag).ids() {
            let mut texts = Vec::new();
            said(catalog(tag).pieces(id).unwrap(), &mut texts);
            let mut bare = texts.concat();
            for allowed in ["<a>", "</a>", "<b>", "</b>", "<code>", "</code>", "&rsquo;", "&amp;"] {
                bare = bare.replace(allowed, "");
            }
            assert!(!bare.contains(['<', '>', '&', '"']), "{tag}: {id}");
        }
    }
}

/// All words of a message, whatever is chosen of it.
fn said<'a>(pieces: &'a [catalog::Piece], texts: &mut Vec<&'a str>) {
    for piece in pieces {
        match piece {
            catalog::Piece::Text(text) => texts.push(text),
            catalog::Piece::Value(_) => {}
            catalog::Piece::Choice { variants, .. } => {
                variants.iter().for_each(|variant| said(&variant.pieces, texts));
            }
        }
    }
}

#[test]
fn the_plural_is_the_language_s_own() {
    let check = |tag: &str, counts: &[u64], expected: &[&str]| {
        let found: Vec<_> = counts.iter().map(|count| plurals::category(tag, *count)).collect();
        assert_eq!(found, expected, "{tag}");
    };
    check("fr", &[0, 1, 2], &["one", "one", "other"]);
    check("ja", &[0, 1, 2], &["other", "other", "other"]);
    check(
        "ru",
        &[1, 2, 5, 11, 12, 21, 22, 111],
        &["one", "few", "many", "many", "many", "one", "few", "many"],
    );
    check("hr", &[1, 3, 5, 11, 21], &["one", "few", "other", "other", "one"]);
    check("pl", &[1, 2, 5, 12, 21, 22], &["one", "few", "many", "many", "many", "few"]);
    check("cs", &[1, 4, 5], &["one", "few", "other"]);
    check("lt", &[1, 2, 10, 11, 21], &["one", "few", "other", "other", "one"]);
    check("ro", &[0, 1, 19, 20, 101], &["few", "one", "few", "other", "few"]);
    check("he", &[1, 2, 3], &["one", "two", "other"]);
    check("xx", &[0, 1], &["other", "one"]);
    check("en", &[0, 1, 2], &["other", "one", "other"]);
    check("de", &[0, 1, 2], &["other", "one", "other"]);
    check("ar", &[0, 1, 2, 3, 11, 100], &["zero", "one", "two", "few", "many", "other"]);
    let articles = |number: u64| speaking("ar", || count("count-articles", number));
    assert_eq!([1, 2, 3, 11].map(articles), ["مقالة واحدة", "مقالتان", "3 مقالات", "11 مقالة"]);
    assert_eq!(speaking("de", || count("count-articles", 1_204_u64)), "1.204 Artikel");
}

#[test]
fn browsers_are_answered_in_the_first_language_that_there_is() {
    let check = |header: &str, expected: &str| {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, header.parse().unwrap());
        assert_eq!(accepted(&headers).tag(), expected, "{header}");
    };
    check("de-AT,de;q=0.9,en;q=0.8", "de");
    check("fr-FR,fr;q=0.9,ar;q=0.5", "ar");
    check("de;q=0, en", "en");
    check("en;q=0.3, de;q=0.7", "de");
    check("en-US,en;q=0.9", "en-US");
    check("en-GB,en-US;q=0.9", "en");
    check("en-us", "en-US");
    check("nonsense;;q=x,,*", "en");
    assert_eq!(accepted(&HeaderMap::new()).tag(), "en");
}

#[test]
fn what_a_language_lacks_is_said_in_english() {
    let lacking = catalog("en").ids().into_iter().find(|id| catalog("ar").pieces(id).is_none()).unwrap();
    assert_eq!(speaking("ar", || text(lacking)), text(lacking));
    assert_eq!(text("no-such-message"), "no-such-message");
}

#[test]
fn values_are_escaped_and_messages_are_not() {
    let said = with("story-leads").outlet("publisher", "<b> & Co").html().to_string();
    assert_eq!(said, "<bdi class=\"outlet\">&#60;b&#62; &#38; Co</bdi> leads this story.");
    let said = with("correct-note").link("/a?b=\"c\"").html().to_string();
    assert!(said.contains("You can <a href=\"/a?b=&#34;c&#34;\">undo it</a> at"), "{said}");
    assert_eq!(with("page-number").text("page", "<3>").to_string(), "Page <3>");
}

/// Literals of a source file that read like a sentence: a word, a space, and another word in small letters.
fn sentences(source: &str) -> Vec<String> {
    let code = source.split("#[cfg(test)]").next().unwrap_or_default();
    let is_code = |line: &&str| {
        let line = line.trim_start();
        let routes = ["get \"", "post \"", "//", "#[", "reason =", "tracing::"];
        !routes.iter().any(|start| line.starts_with(start))
    };
    let literals = code.lines().filter(is_code).flat_map(|line| {
        let line = line.split(" => ").last().unwrap_or(line).to_owned();
        let parts: Vec<_> = line.split('"').skip(1).step_by(2).map(str::to_owned).collect();
        parts.into_iter().filter(move |_| !line.contains("tracing::"))
    });
    literals.filter(|text| is_sentence(text)).collect()
}

fn is_sentence(text: &str) -> bool {
    let letters = |word: &&str| word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic() || c == '\'');
    let words: Vec<_> = text.split(' ').collect();
    words
        .windows(2)
        .any(|pair| pair.iter().all(letters) && pair[1].chars().all(|c| c.is_ascii_lowercase() || c == '\''))
}

/// Words of a template that are not of a message: text between tags, and attributes that are read aloud or shown.
fn words_of_template(source: &str) -> Vec<String> {
    let mut bare = source.to_owned();
    for (open, close) in [("{%", "%}"), ("{{", "}}")] {
        while let Some((before, rest)) = bare.split_once(open) {
            let after = rest.split_once(close).map_or("", |(_, after)| after);
            bare = format!("{before}{after}");
        }
    }
    let texts = bare.split('>').filter_map(|rest| rest.split('<').next().map(str::to_owned));
    let shown = ["aria-label=\"", "title=\"", "placeholder=\"", "alt=\""].into_iter().flat_map(|name| {
        bare.split(name)
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    });
    texts.chain(shown).filter(|text| is_sentence(text.trim())).collect()
}

/// Names of what is sealed, which nobody sees.
const SEALS: [&str; 2] = ["passkey made", "passkey signed"];

/// What looks like a sentence and is none that a reader of pages sees: what programs send and are told, markup, and examples.
const NO_WORDS: [&str; 11] = [
    "base_path.rs",
    "rejection_words.rs",
    "oidc.rs",
    "oidc/provider.rs",
    "tls.rs",
    "client.rs",
    "archive.rs",
    "archive/google_reader.rs",
    "hubs/websub.rs",
    "l10n/plurals.rs",
    "out/media.rs",
];

#[test]
fn whatever_a_reader_sees_is_a_message() {
    assert_eq!(sentences("let x = \"Nothing was found\";"), ["Nothing was found"]);
    assert_eq!(words_of_template("<p>{{ l10n::t(\"a\") }} Nothing was found</p>"), [" Nothing was found"]);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("templates"), root.join("src")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                let for_programs = ["src/api", "src/apps", "src/mcp", "src/ops", "src/web/page_showcase"];
                if !for_programs.contains(&name.as_str()) {
                    folders.push(path);
                }
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let sentences = match path.extension().and_then(|kind| kind.to_str()) {
                Some("html") if !name.ends_with("search.html") => words_of_template(&text),
                Some("rs") if !is_apart(&name) => sentences(&text),
                _ => Vec::new(),
            };
            let sentences = sentences.into_iter().filter(|words| !SEALS.contains(&words.as_str()));
            found.extend(sentences.map(|words| format!("{name}: {words}")));
        }
    }
    assert!(found.is_empty(), "not in messages/en.ftl:\n{}", found.join("\n"));
}

fn is_apart(name: &str) -> bool {
    name.ends_with("tests.rs")
        || name.contains("page_showcase")
        || NO_WORDS.iter().any(|file| name == format!("src/{file}") || name == format!("src/web/{file}"))
}

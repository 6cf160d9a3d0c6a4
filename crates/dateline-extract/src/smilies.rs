//! Emoji and smileys that a program has drawn as pictures: what they stand for belongs into its sentence.

use std::borrow::Cow;

/// Classes of such pictures, and parts of their addresses: WordPress, forums, Twemoji and what was made after it.
const CLASSES: &[&str] = &["wp-smiley", "emoji", "twemoji", "smiley"];
const PLACES: &[&str] = &["/images/core/emoji/", "/smilies/", "/twemoji/"];
/// The longest smiley, in characters: `:-DDD`, a family of seven signs and joints.
const LONGEST: usize = 12;
/// The longest tag that is looked at, in bytes.
const TAG: usize = 2_000;

/// Whether a picture of a class and address is an emoji.
pub fn is_smiley(class: Option<&str>, address: Option<&str>) -> bool {
    let named = |class: &str| class.split_whitespace().any(|name| CLASSES.contains(&name));
    class.is_some_and(named)
        || address.is_some_and(|address| PLACES.iter().any(|place| address.contains(place)))
}

/// The markup with the pictures of smileys written as what they stand for, where they say it in signs and not in words.
pub(crate) fn in_words(html: Cow<'_, str>) -> Cow<'_, str> {
    if !CLASSES.iter().chain(PLACES).any(|mark| html.contains(mark)) {
        return html;
    }
    let mut out = String::with_capacity(html.len());
    let mut rest = &*html;
    while let Some(at) = rest.find("<img") {
        out.push_str(&rest[..at]);
        let tag = &rest[at..];
        let end = tag[..tag.floor_char_boundary(TAG)].find('>').map_or("<img".len(), |end| end + 1);
        let (tag, behind) = tag.split_at(end);
        let smiley = is_smiley(attribute(tag, " class="), attribute(tag, " src="));
        match attribute(tag, " alt=").filter(|alt| smiley && is_drawn(alt)) {
            Some(signs) => out.push_str(signs),
            None => out.push_str(tag),
        }
        rest = behind;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// An attribute of a tag as it is written, in quotes.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let value = tag.split_once(name)?.1;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Some(value[1..].split_once(quote)?.0)
}

/// Whether a text is a sign or a smiley, and no word.
fn is_drawn(alt: &str) -> bool {
    let count = alt.chars().count();
    let word = alt.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() > 1);
    (1..=LONGEST).contains(&count) && (!word || alt.starts_with("&#"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn smileys_are_written_into_their_sentences() {
        let check = |html: &str, expected: &str| assert_eq!(in_words(Cow::Borrowed(html)), expected);
        let place = "https://s.gull.example/images/core/emoji/15/72x72/1f44b.png";
        for tag in [
            format!(
                "<img src=\"{place}\" alt=\"👋\" class=\"wp-smiley\" style=\"height: 1em; max-height: 1em;\" />"
            ),
            format!("<img draggable='false' class='emoji' alt='👋' src='{place}'>"),
            format!("<img src=\"{place}\" alt=\"👋\">"),
            "<img class=\"twemoji\" alt=\"👋\" src=\"/t.svg\">".to_owned(),
            "<img src='/wp-includes/images/smilies/wave.gif' alt='👋' class='wp-smiley' />".to_owned(),
        ] {
            check(&format!("<p>Morning {tag} and wind.</p>"), "<p>Morning 👋 and wind.</p>");
        }
        check("A <img class='wp-smiley' alt=':-D' src='/d.gif'> b", "A :-D b");
        check("A <img class='wp-smiley' alt='👨‍👩‍👧‍👦' src='/d.gif'> b", "A 👨‍👩‍👧‍👦 b");
        for kept in [
            "A <img class='wp-smiley' alt='The mole in fog' src='/d.gif'> b",
            "A <img class='emoji' alt=':sailboat:' src='/d.gif'> b",
            "A <img class='photo' alt='👋' src='/d.jpg'> b",
            "A <img class='wp-smiley' src='/d.gif'> b",
            "A <img class='wp-smiley' alt='👋",
            "No picture, wp-smiley.",
        ] {
            check(kept, kept);
        }
    }
}

//! Who wrote an item, as feeds name people.

use super::Parser;
use super::entry::push;
use crate::titles;
use crate::xml::Event;
use dateline_model::Person;
use std::borrow::Cow;

impl<'a> Parser<'a, '_> {
    /// `jo@news.example (Jo Writer)`, a name, or Atom's elements.
    pub(super) fn person(&mut self) -> Person {
        self.people().into_iter().next().unwrap_or_default()
    }

    /// Who the element names whose start tag was read last: one, or those of a list (RDF), in its order.
    pub(super) fn people(&mut self) -> Vec<Person> {
        let depth = self.reader.depth();
        let (mut people, mut person) = (Vec::new(), Person::default());
        let mut text = Cow::Borrowed("");
        loop {
            match self.next() {
                Event::Start(start) => match start.local.to_ascii_lowercase().as_str() {
                    "li" => self.people().into_iter().for_each(|person| add_person(&mut people, person)),
                    // What stands around names and lists.
                    "bag" | "seq" | "alt" | "person" | "agent" => {}
                    name => self.person_element(name, &mut person),
                },
                Event::Text(more) => self.append(&mut text, more),
                Event::End(_) if self.reader.depth() < depth => break,
                Event::End(_) => {}
                Event::Eof => break,
            }
        }
        if person == Person::default() && people.is_empty() {
            person = person_of(&text);
        }
        add_person(&mut people, person);
        people
    }

    fn person_element(&mut self, name: &str, person: &mut Person) {
        match name {
            "name" => person.name = Some(self.line()).filter(|name| !name.is_empty()),
            "email" => person.email = Some(self.line()).filter(|email| !email.is_empty()),
            "uri" | "url" | "homepage" => {
                let url = self.line();
                person.url = self.resolve(&url);
            }
            _ => self.skip(),
        }
    }
}

pub(crate) fn add_person(people: &mut Vec<Person>, person: Person) {
    let name = person.name.map(|name| titles::name(&name)).filter(|name| !name.is_empty());
    let person = Person { name, ..person };
    if person == Person::default() {
        return;
    }
    // One person named in two elements, each of which says a part.
    match people.iter_mut().find(|known| is_same(known, &person)) {
        Some(known) => {
            known.name = known.name.take().or(person.name);
            known.email = known.email.take().or(person.email);
            known.url = known.url.take().or(person.url);
        }
        None => push(people, person),
    }
}

/// Whether two say the same of a name or an address, and nothing that differs.
fn is_same(one: &Person, other: &Person) -> bool {
    let text = |one: &Option<String>, other: &Option<String>| {
        one.as_ref().zip(other.as_ref()).map(|(one, other)| one.to_lowercase() == other.to_lowercase())
    };
    let urls = one.url.as_ref().zip(other.url.as_ref()).map(|(one, other)| one == other);
    let said = [text(&one.name, &other.name), text(&one.email, &other.email), urls];
    said.contains(&Some(true)) && !said.contains(&Some(false))
}

/// `jo@news.example (Jo Writer)`, `Jo Writer <jo@news.example>`, `Jo Writer`.
pub(crate) fn person_of(text: &str) -> Person {
    let text = dateline_text::fold(text);
    let email = text
        .split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | ','))
        .find(|word| word.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.')))
        .map(|word| word.trim_start_matches("mailto:").to_owned());
    let name = match &email {
        Some(email) => {
            text.replace(email.as_str(), "").replace("mailto:", "").replace("<>", "").replace("()", "")
        }
        None => text,
    };
    let name = unbracketed(name.trim());
    Person { name: Some(name.to_owned()).filter(|name| !name.is_empty()), email, url: None }
}

/// A name without brackets around all of it; `Ann Lee (Reuters)` keeps its own.
fn unbracketed(name: &str) -> &str {
    match name.strip_prefix('(').and_then(|inside| inside.strip_suffix(')')) {
        Some(inside) if unpaired(inside) == (0, 0) => inside.trim(),
        _ => match unpaired(name) {
            (0, 0) => name,
            (_, 0) => name.trim_start_matches('(').trim(),
            _ => name.trim_end_matches(')').trim(),
        },
    }
}

/// Brackets that nothing closes, and that nothing opened.
fn unpaired(text: &str) -> (usize, usize) {
    text.chars().fold((0, 0), |(open, stray), c| match c {
        '(' => (open + 1, stray),
        ')' if open > 0 => (open - 1, stray),
        ')' => (open, stray + 1),
        _ => (open, stray),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_the_brackets_that_are_theirs() {
        let check = |text: &str, name: &str, email: Option<&str>| {
            let person = person_of(text);
            assert_eq!(
                (person.name.as_deref().unwrap_or_default(), person.email.as_deref()),
                (name, email),
                "{text}"
            );
        };
        check("Ann Lee (Reuters)", "Ann Lee (Reuters)", None);
        check("(Reuters) Ann Lee", "(Reuters) Ann Lee", None);
        check("(Reuters)", "Reuters", None);
        check("ann@gull.example (Ann Lee)", "Ann Lee", Some("ann@gull.example"));
        check("ann@gull.example (Ann Lee (Reuters))", "Ann Lee (Reuters)", Some("ann@gull.example"));
        check("Ann Lee (Reuters) <ann@gull.example>", "Ann Lee (Reuters)", Some("ann@gull.example"));
        check("Ann Lee (ann@gull.example)", "Ann Lee", Some("ann@gull.example"));
        check("ann@gull.example (Ann Lee", "Ann Lee", Some("ann@gull.example"));
        check("ann@gull.example Ann Lee)", "Ann Lee", Some("ann@gull.example"));
    }
}

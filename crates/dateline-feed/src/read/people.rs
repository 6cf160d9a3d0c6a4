//! Who wrote an item, as feeds name people.

use super::entry::push;
use crate::titles;
use dateline_model::Person;

pub(crate) fn add_person(people: &mut Vec<Person>, person: Person) {
    let name = person.name.map(|name| titles::name(&name)).filter(|name| !name.is_empty());
    let person = Person { name, ..person };
    if person != Person::default() && !people.contains(&person) {
        push(people, person);
    }
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
    let name = name.trim().trim_start_matches('(').trim_end_matches(')').trim();
    Person { name: Some(name.to_owned()).filter(|name| !name.is_empty()), email, url: None }
}

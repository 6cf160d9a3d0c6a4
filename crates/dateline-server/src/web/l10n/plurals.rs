//! Which form of a word goes with a number: CLDR's rules for cardinals (cldr 46, `plurals.xml`), for whole numbers.

/// The category of a number in a language; of languages that the table lacks, English's.
pub(super) fn category(tag: &str, number: u64) -> &'static str {
    let found = RULES.iter().find(|(languages, _)| languages.split(' ').any(|language| language == tag));
    let rule: Rule = found.map_or(one, |(_, rule)| *rule);
    rule(number)
}

type Rule = fn(u64) -> &'static str;

/// Languages with the same rule.
const RULES: [(&str, Rule); 11] = [
    ("en de nl sv da nb nn fi et hu el bg tr eu gl ca es it sq ka az kk uz mn", one),
    ("fr pt hi fa bn gu am zu hy", zero_or_one),
    ("ja zh ko vi th id ms my lo", |_| "other"),
    ("ru uk be", east_slavic),
    ("sr hr bs", |number| if east_slavic(number) == "many" { "other" } else { east_slavic(number) }),
    ("pl", |number| match number {
        1 => "one",
        _ if few_of_ten(number) => "few",
        _ => "many",
    }),
    ("cs sk", |number| match number {
        1 => "one",
        2..=4 => "few",
        _ => "other",
    }),
    ("lt", |number| match (number % 10, number % 100) {
        (_, 11..=19) | (0, _) => "other",
        (1, _) => "one",
        _ => "few",
    }),
    ("ro", |number| match (number, number % 100) {
        (1, _) => "one",
        (0, _) | (_, 1..=19) => "few",
        _ => "other",
    }),
    ("he", |number| match number {
        1 => "one",
        2 => "two",
        _ => "other",
    }),
    ("ar", arabic),
];

fn one(number: u64) -> &'static str {
    if number == 1 { "one" } else { "other" }
}

fn zero_or_one(number: u64) -> &'static str {
    if number <= 1 { "one" } else { "other" }
}

fn few_of_ten(number: u64) -> bool {
    (2..=4).contains(&(number % 10)) && !(12..=14).contains(&(number % 100))
}

fn east_slavic(number: u64) -> &'static str {
    match (number % 10, number % 100) {
        (1, hundredth) if hundredth != 11 => "one",
        _ if few_of_ten(number) => "few",
        _ => "many",
    }
}

fn arabic(number: u64) -> &'static str {
    match (number, number % 100) {
        (0, _) => "zero",
        (1, _) => "one",
        (2, _) => "two",
        (_, 3..=10) => "few",
        (_, 11..=99) => "many",
        _ => "other",
    }
}

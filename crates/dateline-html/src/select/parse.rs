//! Selectors read from text. Knows the grammar, nothing of trees.

use super::compound::{Attribute, Compound, Nth, Simple, Test};
use super::{Combinator, Complex, SelectorError};

/// Bytes of a selector, and how deep it may nest: far beyond what is written by hand.
const LONGEST: usize = 8 << 10;
const DEEPEST: usize = 8;

/// Reads a whole text as a list of selectors.
pub(super) fn list(text: &str) -> Result<Vec<Complex>, SelectorError> {
    let mut reader = Reader { text, at: 0, depth: 0, in_has: false };
    if text.len() > LONGEST {
        return Err(reader.error("selector is too long"));
    }
    let list = reader.list(false)?;
    if reader.at < text.len() { Err(reader.error("unexpected character")) } else { Ok(list) }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
    in_has: bool,
}

type Read<T> = Result<T, SelectorError>;

impl<'t> Reader<'t> {
    fn error(&self, what: &'static str) -> SelectorError {
        SelectorError { at: self.at, what }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take(&mut self, wanted: &str) -> bool {
        let found = self.rest().starts_with(wanted);
        self.at += if found { wanted.len() } else { 0 };
        found
    }

    /// Skips white space and comments; whether there was any white space.
    fn space(&mut self) -> bool {
        let mut any = false;
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
            any |= trimmed.len() < rest.len();
            self.at += rest.len() - trimmed.len();
            match trimmed.strip_prefix("/*").map(|inside| inside.find("*/")) {
                Some(Some(end)) => self.at += end + 4,
                Some(None) => self.at = self.text.len(),
                None => return any,
            }
        }
    }

    /// Selectors between commas; `relative` ones may begin with a combinator.
    fn list(&mut self, relative: bool) -> Read<Vec<Complex>> {
        let mut list = Vec::new();
        loop {
            list.push(self.complex(relative)?);
            if !self.take(",") {
                return Ok(list);
            }
        }
    }

    fn complex(&mut self, relative: bool) -> Read<Complex> {
        self.space();
        let mut combinator = Combinator::Descendant;
        if relative && let Some(written) = self.combinator() {
            combinator = written;
            self.space();
        }
        let mut steps = vec![(combinator, self.compound()?)];
        loop {
            let spaced = self.space();
            let next = match self.combinator() {
                Some(next) => next,
                None if matches!(self.peek(), None | Some(',' | ')')) => return Ok(Complex(steps)),
                None if spaced => Combinator::Descendant,
                None => return Err(self.error("unexpected character")),
            };
            self.space();
            steps.push((next, self.compound()?));
        }
    }

    fn combinator(&mut self) -> Option<Combinator> {
        let all = [(">", Combinator::Child), ("+", Combinator::Next), ("~", Combinator::Later)];
        all.into_iter().find(|(sign, _)| self.take(sign)).map(|(_, combinator)| combinator)
    }

    fn compound(&mut self) -> Read<Compound> {
        let start = self.at;
        let mut conditions = Vec::new();
        if self.take("*") {
        } else if self.begins_name() {
            let name = self.name()?;
            let lower = name.to_ascii_lowercase();
            conditions.push(Simple::Type(name, lower));
        }
        if self.rest().starts_with('|') {
            return Err(self.error("namespaces are not known here"));
        }
        while let Some(condition) = self.condition()? {
            conditions.push(condition);
        }
        if self.at == start { Err(self.error("a selector is missing")) } else { Ok(conditions) }
    }

    fn condition(&mut self) -> Read<Option<Simple>> {
        Ok(Some(match self.peek() {
            Some('#') => {
                self.at += 1;
                Simple::Id(self.word()?)
            }
            Some('.') => {
                self.at += 1;
                Simple::Class(self.name()?)
            }
            Some('[') => {
                self.at += 1;
                Simple::Attribute(self.attribute()?)
            }
            Some(':') => {
                self.at += 1;
                self.pseudo_class()?
            }
            _ => return Ok(None),
        }))
    }

    fn attribute(&mut self) -> Read<Attribute> {
        const TESTS: [(&str, Test); 6] = [
            ("=", Test::Equals),
            ("~=", Test::Word),
            ("|=", Test::Dash),
            ("^=", Test::Begins),
            ("$=", Test::Ends),
            ("*=", Test::Contains),
        ];
        self.space();
        let mut attribute =
            Attribute { name: self.name()?, test: Test::There, value: String::new(), exact: None };
        self.space();
        if let Some((_, test)) = TESTS.into_iter().find(|(sign, _)| self.take(sign)) {
            self.space();
            attribute.test = test;
            attribute.value =
                if matches!(self.peek(), Some('"' | '\'')) { self.string()? } else { self.name()? };
            self.space();
            let flags = [("i", false), ("I", false), ("s", true), ("S", true)];
            attribute.exact = flags.into_iter().find(|(flag, _)| self.take(flag)).map(|(_, exact)| exact);
            self.space();
        }
        if self.take("]") { Ok(attribute) } else { Err(self.error("\"]\" is missing")) }
    }

    fn pseudo_class(&mut self) -> Read<Simple> {
        let start = self.at;
        let name = self.name()?.to_ascii_lowercase();
        let single = |step, offset, from_end, of_type| Simple::Nth(Nth { step, offset, from_end, of_type });
        if self.take("(") {
            let condition = self.function(&name, start)?;
            self.space();
            return if self.take(")") { Ok(condition) } else { Err(self.error("\")\" is missing")) };
        }
        Ok(match name.as_str() {
            "root" => Simple::Root,
            "empty" => Simple::Empty,
            "first-child" => single(0, 1, false, false),
            "last-child" => single(0, 1, true, false),
            "first-of-type" => single(0, 1, false, true),
            "last-of-type" => single(0, 1, true, true),
            "only-child" => Simple::Is(vec![both(false)]),
            "only-of-type" => Simple::Is(vec![both(true)]),
            _ => return Err(SelectorError { at: start, what: "pseudo-class is not known" }),
        })
    }

    fn function(&mut self, name: &str, start: usize) -> Read<Simple> {
        let nth = |nth: (i32, i32), from_end, of_type| {
            Simple::Nth(Nth { step: nth.0, offset: nth.1, from_end, of_type })
        };
        Ok(match name {
            "nth-child" => nth(self.nth()?, false, false),
            "nth-last-child" => nth(self.nth()?, true, false),
            "nth-of-type" => nth(self.nth()?, false, true),
            "nth-last-of-type" => nth(self.nth()?, true, true),
            "is" | "where" => Simple::Is(self.nested(false)?),
            "not" => Simple::Not(self.nested(false)?),
            "has" if self.in_has => {
                return Err(SelectorError { at: start, what: "\":has\" may not stand in \":has\"" });
            }
            "has" => Simple::Has(self.nested(true)?),
            _ => return Err(SelectorError { at: start, what: "pseudo-class is not known" }),
        })
    }

    fn nested(&mut self, has: bool) -> Read<Vec<Complex>> {
        if self.depth >= DEEPEST {
            return Err(self.error("selector nests too deep"));
        }
        let outer = self.in_has;
        self.depth += 1;
        self.in_has |= has;
        let list = self.list(has);
        self.depth -= 1;
        self.in_has = outer;
        list
    }

    /// `odd`, `even`, `3`, `2n`, `-n + 3`: step and offset.
    fn nth(&mut self) -> Read<(i32, i32)> {
        self.space();
        let end = self.rest().find(')').map_or(self.text.len(), |found| self.at + found);
        let written = self.text.get(self.at..end).unwrap_or_default().trim_end().to_ascii_lowercase();
        let parsed = match written.as_str() {
            "odd" => Some((2, 1)),
            "even" => Some((2, 0)),
            other => step_and_offset(other),
        };
        let parsed = parsed.ok_or_else(|| self.error("this is no place among siblings"))?;
        self.at = end;
        Ok(parsed)
    }

    fn string(&mut self) -> Read<String> {
        let quote = self.peek().unwrap_or('"');
        self.at += quote.len_utf8();
        let mut out = String::new();
        loop {
            match self.peek() {
                None => return Err(self.error("a quote is missing")),
                Some(c) if c == quote => {
                    self.at += c.len_utf8();
                    return Ok(out);
                }
                Some('\\') => out.extend(self.escape()),
                Some('\n') => return Err(self.error("a string ends with its line")),
                Some(c) => {
                    self.at += c.len_utf8();
                    out.push(c);
                }
            }
        }
    }

    fn begins_name(&self) -> bool {
        let mut rest = self.rest().chars();
        match rest.next() {
            Some('-') => {
                matches!(rest.next(), Some(c) if c == '-' || c == '\\' || is_name(c) && !c.is_ascii_digit())
            }
            Some(c) => c == '\\' || is_name(c) && !c.is_ascii_digit(),
            None => false,
        }
    }

    fn name(&mut self) -> Read<String> {
        if self.begins_name() { self.word() } else { Err(self.error("a name is missing")) }
    }

    /// Characters of a name, which may begin with a digit.
    fn word(&mut self) -> Read<String> {
        let mut out = String::new();
        loop {
            match self.peek() {
                Some('\\') => out.extend(self.escape()),
                Some(c) if is_name(c) => {
                    self.at += c.len_utf8();
                    out.push(c);
                }
                _ if out.is_empty() => return Err(self.error("a name is missing")),
                _ => return Ok(out),
            }
        }
    }

    /// `\` and up to six hexadecimal digits with a space, or any other character; nothing for an escaped end of line.
    fn escape(&mut self) -> Option<char> {
        self.at += 1;
        let rest = self.rest();
        let digits = rest.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
        if digits > 0 {
            let value = u32::from_str_radix(rest.get(..digits).unwrap_or_default(), 16).unwrap_or_default();
            self.at += digits;
            if self.peek().is_some_and(|c| c.is_ascii_whitespace()) {
                self.at += 1;
            }
            return Some(char::from_u32(value).filter(|c| *c != '\0').unwrap_or('\u{fffd}'));
        }
        let c = rest.chars().next().unwrap_or('\u{fffd}');
        self.at += if rest.is_empty() { 0 } else { c.len_utf8() };
        (c != '\n').then_some(c)
    }
}

fn is_name(c: char) -> bool {
    c == '-' || c == '_' || c.is_ascii_alphanumeric() || !c.is_ascii()
}

/// First and last at once.
fn both(of_type: bool) -> Complex {
    let nth = |from_end| Simple::Nth(Nth { step: 0, offset: 1, from_end, of_type });
    Complex(vec![(Combinator::Descendant, vec![nth(false), nth(true)])])
}

fn step_and_offset(text: &str) -> Option<(i32, i32)> {
    let number = |text: &str| text.strip_prefix('+').unwrap_or(text).parse::<i32>().ok();
    let Some((step, rest)) = text.split_once('n') else {
        return number(text).map(|offset| (0, offset));
    };
    let step = match step {
        "" | "+" => 1,
        "-" => -1,
        other => number(other)?,
    };
    let rest = rest.trim();
    let (sign, digits) = match rest.split_at_checked(1) {
        None => return Some((step, 0)),
        Some(("+", digits)) => (1, digits),
        Some(("-", digits)) => (-1, digits),
        Some(_) => return None,
    };
    let digits = digits.trim();
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse::<i32>().ok().filter(|_| is_number).map(|offset| (step, sign * offset))
}

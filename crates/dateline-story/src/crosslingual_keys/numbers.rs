//! Numbers as newsrooms write them: separators of thousands, the myriads of East Asia, Arabic digits, "3 bin 200".

/// Characters that stand in a number beside its digits.
const INSIDE: &str = "万萬億亿만억千천., \u{a0}\u{202f}٫٬";
/// Words between thousands and what is over: other words only add zeros.
const THOUSAND: [&str; 2] = [" bin ", " mil "];

/// A digit of Latin, Arabic, Persian or full-width writing.
fn digit(c: char) -> Option<u64> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{0660}'..='\u{0669}' => '\u{0660}',
        '\u{06f0}'..='\u{06f9}' => '\u{06f0}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return None,
    };
    Some(u64::from(u32::from(c) - u32::from(zero)))
}

/// Parts of a number that is being read: whole myriads, thousands of the next, and the digits since.
#[derive(Default)]
struct Parts {
    myriads: u64,
    thousands: u64,
    digits: u64,
}

impl Parts {
    fn value(&self) -> u64 {
        self.myriads.saturating_add(self.thousands).saturating_add(self.digits)
    }

    /// Takes a sign for a thousand or a myriad; says whether it is one.
    fn times(&mut self, c: char) -> bool {
        let unit = match c {
            '万' | '萬' | '만' => 10_000,
            '億' | '亿' | '억' => 100_000_000,
            '千' | '천' => {
                self.thousands = self.digits.saturating_mul(1000);
                self.digits = 0;
                return true;
            }
            _ => return false,
        };
        let counted = self.thousands.saturating_add(self.digits);
        self.myriads = self.myriads.saturating_add(counted.saturating_mul(unit));
        (self.thousands, self.digits) = (0, 0);
        true
    }
}

/// The number at the beginning of a text without its decimal mark, and the bytes it takes.
pub(super) fn read(text: &str) -> (u64, usize) {
    let may = |c: &char| digit(*c).is_some() || INSIDE.contains(*c);
    let run: Vec<char> = text.chars().take_while(may).collect();
    let mut parts = Parts::default();
    let (mut at, mut counted) = (0, false);
    while let Some(c) = run.get(at) {
        let next = |n: usize| run.get(at + n).is_some_and(|c| digit(*c).is_some());
        if let Some(digit) = digit(*c) {
            parts.digits = parts.digits.saturating_mul(10).saturating_add(digit);
            counted = false;
        } else if parts.times(*c) {
            counted = true;
        } else if !(matches!(c, '.' | ',' | '٫' | '٬') && !counted && next(1)
            || matches!(c, ' ' | '\u{a0}' | '\u{202f}') && (1..4).all(next) && !next(4))
        {
            break;
        }
        at += 1;
    }
    let length = run.iter().take(at).map(|c| c.len_utf8()).sum();
    let value = parts.value();
    match text.get(length..).filter(|_| value < 1000 && at > 0).and_then(over) {
        Some((over, more)) => (value * 1000 + over, length + more),
        None => (value, length),
    }
}

/// What is over a number of thousands, behind the word for them, and its bytes with the word's.
fn over(rest: &str) -> Option<(u64, usize)> {
    let (word, digits) = THOUSAND.iter().find_map(|word| Some((word, rest.strip_prefix(word)?)))?;
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    let over = digits.get(..length).filter(|_| length <= 3)?.parse().ok()?;
    Some((over, word.len() + length))
}

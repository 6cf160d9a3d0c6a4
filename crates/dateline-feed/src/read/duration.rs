//! Lengths of recordings, as Apple, ISO 8601 and people write them.

/// `3723`, `62:03`, `1:02:03`, `PT1H2M3S`, `1h 2m 3s`, `62 min`; in seconds.
pub(crate) fn duration(text: &str) -> Option<u32> {
    let text = text.trim();
    if text.contains(|c: char| c.is_ascii_alphabetic()) { in_units(text) } else { in_columns(text) }
}

fn in_columns(text: &str) -> Option<u32> {
    text.split(':').try_fold(0_u32, |sum, part| sum.checked_mul(60)?.checked_add(number(part)? as u32))
}

fn number(text: &str) -> Option<f32> {
    text.trim().replace(',', ".").parse::<f32>().ok().filter(|number| (0.0..1e7).contains(number))
}

/// Numbers, each with its unit.
fn in_units(text: &str) -> Option<u32> {
    let lower = text.to_lowercase();
    let mut rest = lower.strip_prefix('p').unwrap_or(&lower).trim();
    let mut seconds = 0.0;
    while !rest.is_empty() {
        rest = rest.strip_prefix('t').unwrap_or(rest).trim_start_matches([' ', ',']);
        rest = rest.strip_prefix("and ").unwrap_or(rest);
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let value = number(&rest[..digits])?;
        let behind = rest[digits..].trim_start();
        let letters = behind.find(|c: char| !c.is_alphabetic()).unwrap_or(behind.len());
        // `PT1H2M3S`: each unit is one letter, and no `t` parts days from hours there.
        let (unit, left) = behind.split_at(letters);
        seconds += value * unit_seconds(unit)?;
        rest = left.trim_start_matches(['.', ',', ' ']);
    }
    let said = lower.contains(|c: char| c.is_ascii_digit());
    (said && (0.0..1e7).contains(&seconds)).then_some(seconds as u32)
}

fn unit_seconds(unit: &str) -> Option<f32> {
    match unit {
        "d" | "dt" | "day" | "days" => Some(86_400.0),
        "h" | "hr" | "hrs" | "hour" | "hours" | "std" => Some(3600.0),
        "m" | "mn" | "min" | "mins" | "minute" | "minutes" => Some(60.0),
        "s" | "sec" | "secs" | "second" | "seconds" | "sek" => Some(1.0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_as_they_are_written() {
        for (text, expected) in [
            ("3723", Some(3723)),
            ("62:03", Some(3723)),
            ("1:02:03", Some(3723)),
            ("1:02:03.7", Some(3723)),
            ("PT1H2M3S", Some(3723)),
            ("PT62M3S", Some(3723)),
            ("P0DT1H2M3S", Some(3723)),
            ("pt1h", Some(3600)),
            ("1h 2m 3s", Some(3723)),
            ("1h2m3s", Some(3723)),
            ("1 hr. 2 min. 3 sec.", Some(3723)),
            ("1 hour, 2 minutes and 3 seconds", Some(3723)),
            ("62 min", Some(3720)),
            ("1.5 h", Some(5400)),
            ("", None),
            ("soon", None),
            ("P", None),
            ("3 apples", None),
            ("-5", None),
            ("1e9", None),
        ] {
            assert_eq!(duration(text), expected, "{text}");
        }
    }
}

//! A text that grows: a live report keeps its older lines below, or above, the new ones.

use std::collections::HashSet;

/// Letters of a line from which on it tells, and of all such lines of the old text.
const LINE: usize = 12;
const LEAST: usize = 30;
/// The share of the old lines, by their letters, that stands in the new text: reports drop their oldest ones.
const SHARE: f64 = 0.8;
/// Letters by which the new text is longer, at least: what stays as it is, is a phrase of every item.
const MORE: usize = 12;

/// Whether a text is an older one that has grown by lines or sentences.
pub(crate) fn outgrows(new: &str, old: &str) -> bool {
    let (new, old) = (lines(new), lines(old));
    let held: HashSet<&String> = new.iter().collect();
    let letters = |lines: &[&String]| lines.iter().map(|line| line.chars().count()).sum::<usize>();
    let all: Vec<&String> = old.iter().collect();
    let kept: Vec<&String> = old.iter().filter(|line| held.contains(line)).collect();
    let before: HashSet<&String> = old.iter().collect();
    let added: Vec<&String> = new.iter().filter(|line| !before.contains(line)).collect();
    let (all, kept) = (letters(&all), letters(&kept));
    all >= LEAST && kept as f64 >= SHARE * all as f64 && letters(&added) >= MORE
}

/// The sentences of a text by their letters.
fn lines(text: &str) -> Vec<String> {
    let parts = text.split(['\n', '.', '!', '?', '。', '！', '？', '।']);
    let letters =
        parts.map(|part| part.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect());
    letters.filter(|line: &String| line.chars().count() >= LINE).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_that_keeps_its_lines_has_grown() {
        let (eight, nine) = (
            "8 o'clock: the gauge stands at 500 centimetres.",
            "9 o'clock: the gauge stands at 507, sandbags came.",
        );
        let ten = "10 o'clock: the gauge stands at 514 centimetres by the old crane.";
        let check =
            |new: &str, old: &str, expected| assert_eq!(outgrows(new, old), expected, "{new} / {old}");
        check(&format!("{nine}\n{eight}"), eight, true);
        check(&format!("{eight}\n{nine}"), eight, true);
        check(&format!("{ten} {nine} {eight}"), &format!("{nine}\n\n{eight}"), true);
        // The oldest line has gone.
        let many: Vec<String> =
            (0..8).map(|hour| format!("{hour} o'clock: the gauge stands at {hour}00 centimetres.")).collect();
        check(&format!("{nine}\n{}", many[1..].join("\n")), &many.join("\n"), true);
        // What stays alone, what is replaced, and a phrase of every day.
        check(eight, eight, false);
        check(nine, eight, false);
        check(&format!("{ten}\nSee the picture."), &format!("{nine}\nSee the picture."), false);
        check(&format!("{ten} Read all of it on our page."), "Read on.", false);
        check(eight, &format!("{nine}\n{eight}"), false);
    }
}

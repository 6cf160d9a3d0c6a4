//! Zones as dates name them: offsets, abbreviations, and names of places as the tz database has them.

use super::numeric::Cursor;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use std::sync::LazyLock;

/// A zone that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Zone {
    pub(super) hours: Hours,
    /// What a person should know about how it was read.
    pub(super) said: Option<String>,
}

/// What a zone adds to UTC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Hours {
    /// Seconds east of UTC.
    Fixed(i64),
    /// Summer and winter, as the place has them.
    Of(TimeZone),
}

impl Default for Zone {
    fn default() -> Self {
        Self::fixed(0)
    }
}

impl Zone {
    pub(super) const fn fixed(seconds: i64) -> Self {
        Self { hours: Hours::Fixed(seconds), said: None }
    }
}

/// The database as it is compiled in: no file of the machine is asked.
static PLACES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// Words behind a time that name no zone.
const NO_ZONE: &[&str] = &["h", "hrs", "hours", "uhr", "local", "time"];

/// Reads a zone; an empty text is UTC, an unknown name is UTC and says so, damage is `None`.
pub(super) fn read(text: &str) -> Option<Zone> {
    let text = text.trim().trim_start_matches(['(', '"', '[']);
    let word_end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let word = text[..word_end].to_ascii_lowercase();
    if word_end > 0
        && let Some(place) = place(text, &word)
    {
        return Some(place);
    }
    let row = row(&word).or_else(|| row(&initials(text)?));
    let universal = matches!(word.as_str(), "" | "gmt" | "utc" | "ut" | "z" | "etc");
    let rest = text[word_end..].trim_start().trim_start_matches('/');
    if (universal || row.is_none()) && rest.starts_with(['+', '-']) {
        return offset(rest).map(Zone::fixed);
    }
    Some(match row {
        Some((name, minutes, meaning)) => {
            let said = format!("{} read as {meaning}", name.to_ascii_uppercase());
            Zone { said: (!meaning.is_empty()).then_some(said), ..Zone::fixed(minutes * 60) }
        }
        None => unknown(&word),
    })
}

/// `Europe/Berlin`, and the few names of one word that no abbreviation has.
fn place(text: &str, word: &str) -> Option<Zone> {
    let part_of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+');
    let name = &text[..text.find(|c: char| !part_of_name(c)).unwrap_or(text.len())];
    if !name.contains('/') && (word.len() < 4 || name.len() > word.len()) {
        return None;
    }
    let zone = PLACES.get(name).ok()?;
    Some(Zone { hours: Hours::Of(zone), said: None })
}

/// Whether a word is an offset or a name of a zone.
pub(super) fn is_known(word: &str) -> bool {
    let is_offset =
        word.strip_prefix(['+', '-']).is_some_and(|digits| digits.starts_with(|c: char| c.is_ascii_digit()));
    is_offset || row(&word.to_ascii_lowercase()).is_some() || place(word, word).is_some()
}

fn row(name: &str) -> Option<&'static (&'static str, i64, &'static str)> {
    NAMES.iter().find(|(known, ..)| *known == name)
}

/// `Central European Summer Time` by its initials.
fn initials(text: &str) -> Option<String> {
    let words = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.take(6).collect();
    let end = words.iter().position(|word| word.eq_ignore_ascii_case("time"))?;
    let letters = words[..=end].iter().filter_map(|word| word.chars().next());
    Some(letters.collect::<String>().to_ascii_lowercase())
}

fn unknown(word: &str) -> Zone {
    let nothing = word.is_empty() || NO_ZONE.contains(&word);
    let name: String = word.chars().take(12).collect::<String>().to_ascii_uppercase();
    Zone { said: (!nothing).then(|| format!("the zone {name} is unknown, read as UTC")), ..Zone::fixed(0) }
}

/// `+01:00`, `-0500`, `+1`, and the frequent `+00:0`.
fn offset(text: &str) -> Option<i64> {
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let mut cursor = Cursor::new(&text[1..]);
    cursor.spaces();
    let digits = cursor.digits_ahead();
    let hours = cursor.number(if digits == 3 { 1 } else { 2 })?;
    let minutes =
        if cursor.take(b':') || cursor.digits_ahead() > 0 { cursor.number(2).unwrap_or(0) } else { 0 };
    (hours <= 24 && minutes < 100).then_some(sign * (hours * 3600 + minutes * 60))
}

/// Abbreviations with their minutes east of UTC. Where several zones share one, the commonest reading in feeds counts and
/// is told.
const NAMES: &[(&str, i64, &str)] = &[
    // RFC 822 and RFC 2822 (military letters mean nothing there, except Z).
    ("z", 0, ""),
    ("ut", 0, ""),
    ("utc", 0, ""),
    ("gmt", 0, ""),
    ("est", -300, ""),
    ("edt", -240, ""),
    ("cst", -360, "American Central Time"),
    ("cdt", -300, ""),
    ("mst", -420, ""),
    ("mdt", -360, ""),
    ("pst", -480, ""),
    ("pdt", -420, ""),
    // Short for either half of the year.
    ("et", -300, ""),
    ("ct", -360, ""),
    ("mt", -420, ""),
    ("pt", -480, ""),
    // CLDR: Europe.
    ("wet", 0, ""),
    ("west", 60, ""),
    ("bst", 60, "British Summer Time"),
    ("cet", 60, ""),
    ("cest", 120, ""),
    ("eet", 120, ""),
    ("eest", 180, ""),
    ("msk", 180, ""),
    ("msd", 240, ""),
    ("trt", 180, ""),
    ("fet", 180, ""),
    ("samt", 240, ""),
    ("kuyt", 240, ""),
    ("wez", 0, ""),
    ("wesz", 60, ""),
    ("mez", 60, ""),
    ("mesz", 120, ""),
    ("oez", 120, ""),
    ("oesz", 180, ""),
    ("hec", 60, ""),
    ("heec", 120, ""),
    ("haec", 120, ""),
    ("azot", -60, ""),
    ("azost", 0, ""),
    ("egt", -60, ""),
    ("egst", 0, ""),
    // Older tables of zones (tz database before 2017, TimeDate, PHP).
    ("met", 60, ""),
    ("mest", 120, ""),
    ("metdst", 120, ""),
    ("mewt", 60, ""),
    ("swt", 60, ""),
    ("fwt", 60, ""),
    ("fst", 120, ""),
    ("mut", 240, ""),
    ("ret", 240, ""),
    ("sct", 240, ""),
    ("volt", 180, ""),
    ("ict", 420, ""),
    ("pht", 480, ""),
    ("phst", 480, ""),
    ("phdt", 540, ""),
    ("cot", -300, ""),
    ("cost", -240, ""),
    ("pet", -300, ""),
    ("pest", -240, ""),
    ("ect", -300, "Ecuador Time"),
    ("bot", -240, ""),
    ("vet", -240, ""),
    ("gyt", -240, ""),
    ("srt", -180, ""),
    ("gft", -180, ""),
    ("clt", -240, ""),
    ("clst", -180, ""),
    ("pyt", -240, ""),
    ("pyst", -180, ""),
    ("uyt", -180, ""),
    ("uyst", -120, ""),
    ("fkt", -240, ""),
    ("fkst", -180, ""),
    ("art", -180, ""),
    ("arst", -120, ""),
    ("brt", -180, ""),
    ("brst", -120, ""),
    ("amt", -240, "Amazon Time"),
    ("amst", -180, "Amazon Summer Time"),
    ("act", -300, "Acre Time"),
    ("fnt", -120, ""),
    ("pmst", -180, ""),
    ("pmdt", -120, ""),
    ("wgt", -180, ""),
    ("wgst", -120, ""),
    ("east", -360, ""),
    ("easst", -300, ""),
    ("galt", -360, ""),
    ("nst", -210, ""),
    ("ndt", -150, ""),
    ("nt", -210, ""),
    ("ast", -240, "Atlantic Time"),
    ("adt", -180, "Atlantic Daylight Time"),
    ("akst", -540, ""),
    ("akdt", -480, ""),
    ("yst", -540, ""),
    ("ydt", -480, ""),
    ("hst", -600, ""),
    ("hdt", -540, ""),
    ("hast", -600, ""),
    ("hadt", -540, ""),
    ("ahst", -600, ""),
    ("sst", -660, "Samoa Time"),
    ("sdt", -600, ""),
    ("nut", -660, ""),
    ("ckt", -600, ""),
    ("taht", -600, ""),
    ("mart", -570, ""),
    ("gamt", -540, ""),
    ("tkt", 780, ""),
    ("tot", 780, ""),
    ("tost", 840, ""),
    ("wst", 780, "Samoa Time"),
    ("phot", 780, ""),
    ("lint", 840, ""),
    ("fjt", 720, ""),
    ("fjst", 780, ""),
    ("gilt", 720, ""),
    ("mht", 720, ""),
    ("tvt", 720, ""),
    ("wakt", 720, ""),
    ("wft", 720, ""),
    ("nrt", 720, ""),
    ("nft", 660, ""),
    ("nct", 660, ""),
    ("vut", 660, ""),
    ("sbt", 660, ""),
    ("kost", 660, ""),
    ("pont", 660, ""),
    ("chut", 600, ""),
    ("pgt", 600, ""),
    ("chst", 600, ""),
    ("pwt", 540, ""),
    ("tlt", 540, ""),
    ("nzst", 720, ""),
    ("nzdt", 780, ""),
    ("nzt", 720, ""),
    ("chast", 765, ""),
    ("chadt", 825, ""),
    ("aest", 600, ""),
    ("aedt", 660, ""),
    ("aet", 600, ""),
    ("acst", 570, ""),
    ("acdt", 630, ""),
    ("awst", 480, ""),
    ("awdt", 540, ""),
    ("acwst", 525, ""),
    ("lhst", 630, ""),
    ("lhdt", 660, ""),
    ("eadt", 660, ""),
    // Asia.
    ("wib", 420, ""),
    ("wita", 480, ""),
    ("wit", 540, ""),
    ("sgt", 480, ""),
    ("myt", 480, ""),
    ("bnt", 480, ""),
    ("hkt", 480, ""),
    ("hkst", 540, ""),
    ("jst", 540, ""),
    ("jdt", 600, ""),
    ("kst", 540, ""),
    ("kdt", 600, ""),
    ("cct", 390, ""),
    ("mmt", 390, "Myanmar Time"),
    ("cxt", 420, ""),
    ("btt", 360, ""),
    ("bdt", 360, ""),
    ("npt", 345, ""),
    ("ist", 330, "Indian Standard Time"),
    ("slst", 330, ""),
    ("pkt", 300, ""),
    ("pkst", 360, ""),
    ("mvt", 300, ""),
    ("iot", 360, ""),
    ("aft", 270, ""),
    ("irst", 210, ""),
    ("irdt", 270, ""),
    ("idt", 180, ""),
    ("gst", 240, "Gulf Standard Time"),
    ("uzt", 300, ""),
    ("tmt", 300, ""),
    ("tjt", 300, ""),
    ("kgt", 360, ""),
    ("almt", 300, ""),
    ("aqtt", 300, ""),
    ("oralt", 300, ""),
    ("qyzt", 300, ""),
    ("hovt", 420, ""),
    ("ulat", 480, ""),
    ("ulast", 540, ""),
    ("chot", 480, ""),
    ("azt", 240, ""),
    ("azst", 300, ""),
    ("get", 240, ""),
    ("yekt", 300, ""),
    ("yekst", 360, ""),
    ("omst", 360, ""),
    ("omsst", 420, ""),
    ("novt", 420, ""),
    ("novst", 420, ""),
    ("krat", 420, ""),
    ("krast", 480, ""),
    ("irkt", 480, ""),
    ("irkst", 540, ""),
    ("yakt", 540, ""),
    ("yakst", 600, ""),
    ("vlat", 600, ""),
    ("vlast", 660, ""),
    ("magt", 660, ""),
    ("magst", 720, ""),
    ("sakt", 660, ""),
    ("sret", 660, ""),
    ("pett", 720, ""),
    ("petst", 720, ""),
    ("anat", 720, ""),
    // Africa.
    ("cat", 120, ""),
    ("sast", 120, ""),
    ("eat", 180, ""),
    ("wat", 60, ""),
    ("wast", 120, ""),
    ("cvt", -60, ""),
    ("ghmt", 0, ""),
    // French names in Canada (CLDR).
    ("hne", -300, ""),
    ("hae", -240, ""),
    ("hnc", -360, ""),
    ("hac", -300, ""),
    ("hnr", -420, ""),
    ("har", -360, ""),
    ("hnp", -480, ""),
    ("hap", -420, ""),
    ("hna", -240, ""),
    ("haa", -180, ""),
    ("hnt", -210, ""),
    ("hat", -150, ""),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_stands_once_and_reads_as_it_says() {
        for (at, (name, minutes, meaning)) in NAMES.iter().enumerate() {
            assert!(NAMES[at + 1..].iter().all(|(other, ..)| other != name), "{name}");
            let zone = read(&name.to_ascii_uppercase()).unwrap();
            assert_eq!(zone.hours, Hours::Fixed(minutes * 60), "{name}");
            assert_eq!(zone.said.is_some(), !meaning.is_empty(), "{name}");
        }
    }
}

//! The news agency that a text names as its source, and one spelling for each: the place before the first sentence
//! (`OSLO (AFP) –`, `/TASS/`, `新华社北京…电`), a line or brackets at the end (`(APA/dpa)`, `Mit Material von AFP`). Reads the text, not
//! the page's data. Of 258 pages of the press 5 name an agency in one of these places and in no other.

/// Agencies as one name each, with the spellings by which they sign. A spelling counts in the letters in which it stands
/// here: `AP` is an agency, `ap` a word of Danish.
const AGENCIES: &[(&str, &[&str])] = &[
    (
        "Associated Press",
        &["AP", "Associated Press", "The Associated Press", "ASSOCIATED PRESS", "أ ب", "美联社", "美聯社"],
    ),
    ("Reuters", &["Reuters", "REUTERS", "Thomson Reuters", "رويترز", "路透社", "路透", "로이터", "ロイター"]),
    (
        "AFP",
        &[
            "AFP",
            "Agence France-Presse",
            "Agence France Presse",
            "أ ف ب",
            "أ.ف.ب",
            "法新社",
            "AFP=時事",
            "АФП",
        ],
    ),
    ("dpa", &["dpa", "DPA", "dpa-AFX", "AFX", "dpa-infocom", "Deutsche Presse-Agentur", "د ب أ", "德新社"]),
    ("APA", &["APA", "apa", "Austria Presse Agentur"]),
    ("Keystone-SDA", &["Keystone-SDA", "sda", "SDA", "ats", "ATS"]),
    ("EFE", &["EFE", "Agencia EFE", "إفي", "埃菲社"]),
    ("Europa Press", &["Europa Press", "EUROPA PRESS"]),
    ("ANSA", &["ANSA", "Ansa", "Agenzia ANSA"]),
    ("AGI", &["AGI", "Agenzia Italia"]),
    ("Askanews", &["Askanews", "askanews", "ASKANEWS"]),
    ("LaPresse", &["LaPresse", "LAPRESSE"]),
    ("Italpress", &["Italpress", "ITALPRESS"]),
    ("Adnkronos", &["Adnkronos", "ADNKRONOS"]),
    ("Lusa", &["Lusa", "LUSA", "Agência Lusa"]),
    ("Agência Brasil", &["Agência Brasil"]),
    ("Belga", &["Belga", "BELGA"]),
    ("ANP", &["ANP", "Algemeen Nederlands Persbureau"]),
    ("NTB", &["NTB"]),
    ("TT", &["TT"]),
    ("Ritzau", &["Ritzau", "RITZAU", "/ritzau/"]),
    ("STT", &["STT"]),
    ("PAP", &["PAP", "Polska Agencja Prasowa"]),
    ("ČTK", &["ČTK", "CTK"]),
    ("MTI", &["MTI"]),
    ("TASS", &["TASS", "ТАСС", "تاس", "塔斯社"]),
    ("Interfax", &["Interfax", "Интерфакс", "Інтерфакс"]),
    ("Interfax-Ukraine", &["Interfax-Ukraine", "Інтерфакс-Україна", "Интерфакс-Украина"]),
    ("RIA Novosti", &["RIA Novosti", "РИА Новости"]),
    ("Ukrinform", &["Ukrinform", "Укринформ", "Укрінформ"]),
    ("UNIAN", &["UNIAN", "УНИАН", "УНІАН"]),
    ("Anadolu", &["AA", "Anadolu", "Anadolu Agency", "Anadolu Ajansı", "الأناضول", "وكالة الأناضول"]),
    ("DHA", &["DHA", "Demirören Haber Ajansı"]),
    ("İHA", &["İHA", "IHA", "İhlas Haber Ajansı"]),
    ("Xinhua", &["Xinhua", "XINHUA", "新华社", "新華社"]),
    ("Kyodo News", &["Kyodo", "KYODO", "Kyodo News", "共同通信", "共同", "共同社"]),
    ("Jiji Press", &["Jiji", "Jiji Press", "時事通信", "時事", "时事社"]),
    ("Yonhap", &["Yonhap", "연합뉴스", "韩联社", "韓聯社"]),
    ("Newsis", &["Newsis", "뉴시스"]),
    ("News1", &["News1", "뉴스1"]),
    ("China News Service", &["中新社", "中新网", "中国新闻社"]),
    ("Central News Agency", &["中央社", "中央通訊社"]),
    ("SPA", &["SPA", "واس", "وكالة الأنباء السعودية"]),
    ("WAM", &["WAM", "وام", "وكالة أنباء الإمارات"]),
    ("QNA", &["QNA", "قنا", "وكالة الأنباء القطرية"]),
    ("KUNA", &["KUNA", "كونا", "وكالة الأنباء الكويتية"]),
    ("MENA", &["أ ش أ", "أ.ش.أ", "وكالة أنباء الشرق الأوسط"]),
    ("Petra", &["بترا", "وكالة الأنباء الأردنية"]),
    ("APS", &["وأج", "وكالة الأنباء الجزائرية"]),
    ("TAP", &["وات", "وكالة تونس إفريقيا للأنباء"]),
    ("INA", &["واع", "وكالة الأنباء العراقية"]),
    ("SANA", &["سانا", "الوكالة العربية السورية للأنباء"]),
    ("PTI", &["PTI", "Press Trust of India"]),
    ("ANI", &["ANI"]),
    ("IANS", &["IANS"]),
    ("AAP", &["AAP", "Australian Associated Press"]),
    (
        "Canadian Press",
        &["The Canadian Press", "Canadian Press", "THE CANADIAN PRESS", "La Presse canadienne"],
    ),
    ("PA Media", &["PA Media", "Press Association", "PA"]),
    ("UPI", &["UPI", "United Press International"]),
    ("Bloomberg", &["Bloomberg", "Bloomberg News"]),
    ("Dow Jones", &["Dow Jones", "Dow Jones Newswires"]),
    ("epd", &["epd", "EPD"]),
    ("KNA", &["KNA", "kna", "KNA/dpa"]),
    ("SID", &["SID", "sid"]),
    ("CNA", &["CNA", "CNA/Reuters"]),
];

/// Bytes of a text's beginning in which an agency is named.
const BEGINNING: usize = 90;
/// The name that stands there without brackets, whatever follows it.
const BARE: [&str; 2] = ["新华社", "新華社"];
/// What follows another that stands there without brackets, behind place and day: `法新社巴黎4月24日电`.
const SENT: [&str; 4] = ["日电", "日電", "日讯", "日訊"];
/// What stands around an agency there.
const BRACKETS: [(char, char); 5] = [('(', ')'), ('[', ']'), ('（', '）'), ('【', '】'), ('/', '/')];
/// Words of a place.
const PLACE: usize = 3;
/// Words of a last line that names one, and words between the first of them and the name: `With files from`.
const LINE: usize = 16;
const LEAD: usize = 3;

/// Words by which a last line names its sources.
const SOURCES: &[&str] = &[
    "with",
    "from",
    "source",
    "via",
    "reporting",
    "mit",
    "von",
    "quelle",
    "avec",
    "con",
    "fuente",
    "fonte",
    "com",
    "met",
    "bron",
    "med",
    "kilde",
    "källa",
    "źródło",
    "источник",
    "джерело",
    "来源",
    "來源",
    "kaynak",
    "المصدر",
    "출처",
];

/// Whether a signature is an agency's, in letters of any size.
pub(crate) fn is_agency(name: &str) -> bool {
    canonical(name).is_some()
}

/// One spelling of an agency's name, or the name as given where it is none that is known.
pub(crate) fn known_as(name: &str) -> String {
    canonical(name).unwrap_or(name).to_owned()
}

fn canonical(name: &str) -> Option<&'static str> {
    let same = |spelling: &&str| spelling.eq_ignore_ascii_case(name);
    AGENCIES.iter().find(|(_, spellings)| spellings.iter().any(same)).map(|(name, _)| *name)
}

/// The agency that a text of these paragraphs names as its source.
pub(crate) fn find<'t>(paragraphs: impl DoubleEndedIterator<Item = &'t str> + Clone) -> Option<&'static str> {
    let first = paragraphs.clone().take(2).find_map(at_the_start);
    first.or_else(|| paragraphs.rev().take(2).find_map(at_the_end))
}

/// `KYIV, April 25 (Reuters) - …`, `MOSKVA, 5. april. /TASS/. …`, `[서울=연합뉴스] …`, `新华社北京4月24日电 …`.
fn at_the_start(text: &str) -> Option<&'static str> {
    let text = text.trim_start();
    let start = &text[..text.floor_char_boundary(BEGINNING)];
    if let Some(name) = bare(start).or_else(|| behind_a_place(start)) {
        return Some(name);
    }
    let (open, mark) = start.char_indices().find(|(_, c)| BRACKETS.iter().any(|(open, _)| open == c))?;
    let inside = &start[open + mark.len_utf8()..];
    let end = BRACKETS.iter().find(|(open, _)| *open == mark)?.1;
    let close = inside.find(end)?;
    let behind = inside[close + end.len_utf8()..].trim_start();
    // What stands before the brackets is a place and a day, or nothing: in a sentence they name somebody.
    let place = &start[..open];
    let mut before_the_day =
        place.split_whitespace().take_while(|word| !word.starts_with(|c: char| c.is_ascii_digit()));
    let is_place = !before_the_day.any(|word| word.starts_with(char::is_lowercase))
        && !place.trim_end().ends_with(['!', '?', ':', ';']);
    let goes_on = behind.starts_with(['-', '–', '—', '−', ':', '.']) || place.trim().is_empty();
    let named = inside[..close].rsplit(['=', '＝']).next()?;
    (is_place && goes_on).then(|| list(named)).flatten()
}

/// `新华社北京4月24日电`, `（中央社記者林小明台北24日電）`: Chinese sets the name before the place and says that it was sent.
fn bare(start: &str) -> Option<&'static str> {
    let start = start.trim_start_matches(['【', '[', '（', '(']);
    let sent = SENT.iter().any(|sent| start.contains(sent));
    let begins = |spelling: &&str| spelling.ends_with('社') && start.starts_with(spelling);
    let fits = |spelling: &&str| begins(spelling) && (sent || BARE.contains(spelling));
    AGENCIES.iter().find(|(_, spellings)| spellings.iter().any(fits)).map(|(name, _)| *name)
}

/// `أنقرة / الأناضول`, `القاهرة - رويترز`: in Arabic a line of a place and the name; a paragraph of its own.
fn behind_a_place(start: &str) -> Option<&'static str> {
    let (place, name) = start.split_once(['/', '-', '–', '—'])?;
    let arabic = place.starts_with(|c| matches!(c, '\u{0620}'..='\u{064a}'));
    (arabic && place.split_whitespace().count() <= PLACE).then(|| list(name.trim()))?
}

/// `(APA/sda/dpa)`, `Mit Material von dpa`, `— With files from The Canadian Press`.
fn at_the_end(text: &str) -> Option<&'static str> {
    let text = text.trim().trim_end_matches(['.', ' ']);
    let open = text.rfind(['(', '（']).filter(|_| text.ends_with([')', '）']));
    let inside = open.map(|open| text[open..].trim_matches(['(', ')', '（', '）']));
    if let Some(found) = inside.and_then(credit) {
        return Some(found);
    }
    (text.split_whitespace().count() <= LINE)
        .then(|| credit(text.trim_start_matches(['—', '–', '-', '©', '*', ' '])))?
}

/// A list of agencies, or one behind a word that names sources.
fn credit(text: &str) -> Option<&'static str> {
    list(text).or_else(|| {
        let lower = text.to_lowercase();
        let first = lower.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty())?;
        let names = SOURCES.contains(&first) && text.split_whitespace().count() <= LINE;
        names.then(|| text.split(['/', ',', '،', ';', ':', '：', '(', ')']).find_map(at_its_end))?
    })
}

/// The first of agencies that stand one beside the other, with desks of one word between them, and nothing else:
/// `APA/sda/dpa`, `AFP, Reuters`, `dpa/lno`.
fn list(text: &str) -> Option<&'static str> {
    let mut parts = text.split(['/', ',', '、', '،', '·', '+', '&', '|']).map(str::trim);
    let first = parts.next().and_then(spelled);
    first.filter(|_| parts.all(|part| spelled(part).is_some() || !part.contains(' ')))
}

/// The agency that stands behind a few words: `With files from The Canadian Press`, `avec l'AFP`.
fn at_its_end(text: &str) -> Option<&'static str> {
    let words: Vec<&str> = text.split([' ', '\'', '’']).filter(|word| !word.is_empty()).collect();
    (0..=LEAD.min(words.len())).find_map(|lead| spelled(&words[lead..].join(" ")))
}

fn spelled(text: &str) -> Option<&'static str> {
    let text = text.trim().trim_end_matches('.');
    AGENCIES.iter().find(|(_, spellings)| spellings.contains(&text)).map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(paragraphs: &[&str], expected: Option<&str>) {
        assert_eq!(find(paragraphs.iter().copied()), expected, "{paragraphs:?}");
    }

    #[test]
    fn the_place_before_the_first_sentence_names_an_agency() {
        for (text, name) in [
            ("LINDENAU, April 25 (Reuters) - The ferry pier stays closed.", "Reuters"),
            ("LINDENAU, Wis. (AP) — After a summer of repairs, the ferry runs.", "Associated Press"),
            ("Lindenau (dpa/lno) - Die Fähre fährt wieder.", "dpa"),
            ("(AFP) Le bac reprend.", "AFP"),
            ("Lindenau, 25 de abril (EFE).- El transbordador vuelve a navegar.", "EFE"),
            ("ЛИНДЕНАУ, 5 апреля. /ТАСС/. Паром снова ходит.", "TASS"),
            ("新华社林登瑙4月24日电 渡船恢复通航。", "Xinhua"),
            ("(린데나우=연합뉴스) 나루터가 다시 열렸다.", "Yonhap"),
            ("【共同】渡船が再開した。", "Kyodo News"),
            ("法新社林登瑙4月24日电 渡船恢复通航。", "AFP"),
            ("（中央社記者林小明林登瑙24日電）渡船恢復通航。", "Central News Agency"),
            ("[린데나우=뉴시스] 나루터가 다시 열렸다.", "Newsis"),
            ("LINDENAU (AA) - Feribot yeniden çalışıyor.", "Anadolu"),
            ("LİNDENAU (İHA) - Feribot yeniden çalışıyor.", "İHA"),
            ("(ANSA) - LINDENAU, 24 APR - Il traghetto riparte.", "ANSA"),
            ("Lindenau, 24 abr 2026 (Lusa) – O barco volta a navegar.", "Lusa"),
            ("LINDENAU (ANP) - De veerboot vaart weer.", "ANP"),
            ("ليندناو (أ ف ب) - عادت العبارة إلى العمل.", "AFP"),
            ("ليندناو 24 أبريل (رويترز) - عادت العبارة.", "Reuters"),
            ("ليندناو / الأناضول", "Anadolu"),
            ("ليندناو (واس) - عادت العبارة.", "SPA"),
        ] {
            check(&[text, "The council agreed to pay."], Some(name));
        }
    }

    #[test]
    fn the_last_line_names_an_agency() {
        for (text, name) in [
            ("Die Fähre fährt wieder, teilte der Hafen mit. (APA/sda/dpa)", "APA"),
            ("(Quelle: dpa)", "dpa"),
            ("Mit Material von AFP", "AFP"),
            ("— With files from The Canadian Press", "Canadian Press"),
            ("(With inputs from PTI)", "PTI"),
            ("Con información de EFE", "EFE"),
            ("© AFP", "AFP"),
            ("(PAP)", "PAP"),
            ("Polska Agencja Prasowa", "PAP"),
            ("Kaynak: AA", "Anadolu"),
            ("Джерело: Укрінформ", "Ukrinform"),
            ("المصدر: وكالة الأنباء السعودية", "SPA"),
            ("المصدر: رويترز، أ ف ب", "Reuters"),
            ("（来源：新华社）", "Xinhua"),
            ("출처: 연합뉴스", "Yonhap"),
            ("Reuters", "Reuters"),
        ] {
            check(&["The ferry runs again.", "The council agreed to pay.", text], Some(name));
        }
    }

    #[test]
    fn who_is_only_spoken_of_is_no_source() {
        for text in [
            "The council told the press agency Reuters (AFP was not there) that the pier is closed.",
            "The harbour board (AP) said on Thursday that it would pay.",
            "Pilots (PA) – two of them – left.",
            "The ferry is run by the AA/PA group of companies",
            "He left the AP in 1998 to write about ferries",
            "With the storm came the AFP",
            "Reuters, the council said, was there",
            "新しい桟橋 (AP) を見た",
            "法新社报道，渡船恢复通航。",
            "قال المجلس في بيان طويل / رويترز كانت هناك",
            "ليندناو - رويترز كانت هناك في بيان",
        ] {
            check(&["The ferry runs again, the council said.", "It will pay for it.", text], None);
        }
        check(&["The harbour board (AP) said on Thursday that it would pay."], None);
        check(&["Pilots from the harbour (PA) – two of them – left."], None);
        check(&[], None);
    }

    #[test]
    fn agencies_have_one_name() {
        assert_eq!(known_as("The Associated Press"), "Associated Press");
        assert_eq!(known_as("DPA"), "dpa");
        assert_eq!(known_as("Union Wire"), "Union Wire");
    }

    proptest! {
        #[test]
        fn any_text_names_one_or_none(text in "(?:[(/【\\[]|AP|dpa|新华社|=| - |\\PC){0,12}") {
            let found = find([text.as_str(), &text].into_iter());
            prop_assert!(found.is_none_or(|name| AGENCIES.iter().any(|(known, _)| *known == name)));
        }
    }
}

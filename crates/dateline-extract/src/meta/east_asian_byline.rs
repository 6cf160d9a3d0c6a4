//! Signatures of Japanese, Chinese and Korean papers, which set no word before a name: `【佐藤花子】`, `（文・佐藤花子、写真・鈴木一郎）`,
//! `本报记者王小明`, `[서울=김민수 기자]`. Told by brackets around the whole line or by the word for who wrote, and by the length of names.

use super::credit;

/// Brackets around a signature.
const BRACKETS: [(char, char); 5] = [('【', '】'), ('（', '）'), ('(', ')'), ('[', ']'), ('〔', '〕')];
/// What parts names, jobs and places.
const PARTS: [char; 15] =
    ['・', '、', '，', ',', '/', '／', '｜', '|', ':', '：', '；', ' ', '\u{3000}', '\u{a0}', '＝'];
/// Who wrote.
const WROTE: &[&str] = &["文", "記", "取材", "執筆", "記事", "筆者", "撰文", "执笔", "作者", "글"];
/// Who did something else, whose name follows.
const OTHERS: &[&str] = &[
    "写真",
    "撮影",
    "絵",
    "図",
    "编辑",
    "編集",
    "責任編輯",
    "责任编辑",
    "图",
    "摄影",
    "攝影",
    "校对",
    "사진",
    "편집",
];
/// Jobs that stand before a name or behind it.
const JOBS: &[&str] = &[
    "本报记者",
    "本報記者",
    "特约记者",
    "实习记者",
    "通讯员",
    "记者",
    "記者",
    "編集委員",
    "論説委員",
    "特派員",
    "通信員",
    "編集長",
    "기자",
    "특파원",
    "논설위원",
    "통신원",
];
/// Ends of words that are no names: offices, papers, days, and what says that a text is over.
const NO_NAMES: &[char] = &[
    '局', '部', '社', '版', '報', '报', '線', '電', '电', '讯', '訊', '課', '班', '了', '完', '終', '続',
    '日', '月', '年', '員', '委',
];

/// Characters of a name, and of one that stands alone in brackets.
const NAME: std::ops::RangeInclusive<usize> = 2..=6;
const ALONE: std::ops::RangeInclusive<usize> = 3..=6;
/// Characters of a line that is a signature.
const LINE: usize = 48;

/// Words for a report behind a reporter's name and place.
const REPORTED: &[&str] = &["報導", "报道", "報道", "电", "電"];

/// The reporter that a paragraph opens with: `〔記者簡志偉／基隆報導〕`, `記者王小明／台北報導`.
pub(super) fn opening(line: &str) -> Option<String> {
    let line = line.trim_start().trim_start_matches(['〔', '（', '(', '【', '[']);
    let behind = ["記者", "记者"].iter().find_map(|job| line.strip_prefix(job))?;
    let (name, place) = behind.split_once(['／', '/'])?;
    let end = place.find(['〕', '）', ')', '】', ']', ' ', '\u{3000}']).unwrap_or(place.len());
    let reported = REPORTED.iter().any(|word| place[..end].ends_with(word));
    let fits = (2..=4).contains(&name.chars().count()) && name.chars().all(is_letter);
    (reported && fits).then(|| name.to_owned())
}

/// Who signs a text in brackets behind its last sentence: `……という。（西岡陽介）`.
pub(super) fn closing(line: &str) -> Option<String> {
    let (before, name) = line.trim_end().strip_suffix(['）', ')'])?.rsplit_once(['（', '('])?;
    let is_kanji = |c: char| matches!(c, '\u{3005}' | '\u{3400}'..='\u{9fff}');
    let fits = ALONE.contains(&name.chars().count()) && name.chars().all(is_kanji);
    let named = fits && !name.ends_with(NO_NAMES) && !credit::is_agency(name);
    (named && before.ends_with('。') && before.contains(|c| matches!(c, '\u{3041}'..='\u{3096}')))
        .then(|| name.to_owned())
}

/// Ends of the names of papers and stations.
const HOUSES: &[&str] = &[
    "報",
    "报",
    "新聞",
    "新闻",
    "新聞社",
    "通信社",
    "網",
    "网",
    "電視台",
    "电视台",
    "일보",
    "신문",
    "뉴스",
    "방송",
];

/// Whether a name in data is that of a house.
pub(super) fn is_house(name: &str) -> bool {
    name.chars().all(is_letter) && HOUSES.iter().any(|end| name.ends_with(end))
}

/// The names of those who wrote, where a line is such a signature and nothing else. A name alone in brackets reads like a label
/// (`【関連記事】`): it counts only where the line stands `in_place`, in an element named after authors or as the last of a text.
pub(super) fn names(line: &str, in_place: bool) -> Vec<String> {
    let line = line.trim();
    if line.is_ascii() || line.chars().count() > LINE || !line.chars().any(is_letter) {
        return Vec::new();
    }
    let inside = bracketed(line);
    let text = inside.unwrap_or(line);
    // `[서울=김민수 기자]`: what stands before the sign is where.
    let text = text.split_once('=').map_or(text, |(_, behind)| behind);
    let mut signature = Signature::default();
    let all = text.split(PARTS).filter(|part| !part.is_empty()).all(|part| signature.read(part));
    let least = if signature.said { NAME } else { ALONE };
    let fits = |name: &String| least.contains(&name.chars().count());
    let signed = all && (signature.said || inside.is_some() && in_place) && signature.names.iter().all(fits);
    if signed { signature.names } else { Vec::new() }
}

/// What stands between brackets that hold the whole line.
fn bracketed(line: &str) -> Option<&str> {
    BRACKETS.iter().find_map(|(open, close)| {
        let inside = line.strip_prefix(*open)?.strip_suffix(*close)?;
        (!inside.contains([*open, *close])).then_some(inside)
    })
}

/// Labels of who wrote, in a line with others: `2025-03-18 来源:青溪日报 作者:许念 字号:大`.
const LABELS: &[&str] = &["作者", "记者", "記者", "撰文", "采写", "文", "撰稿"];
/// Characters of a line of such labels.
const LABELLED: usize = 120;

/// Labels of who wrote and did something else too, with the name behind a space: `文・写真 山田太郎`.
const DOUBLE: &[&str] =
    &["文・写真", "写真・文", "取材・文", "文・撮影", "撮影・文", "文・構成", "글·사진", "글ㆍ사진"];

/// The names behind a label for who wrote, in a line that has other parts.
pub(super) fn labelled(line: &str) -> Vec<String> {
    if line.is_ascii() || line.chars().count() > LABELLED {
        return Vec::new();
    }
    let named = |name: &&str| {
        let fits = (2..=4).contains(&name.chars().count()) && name.chars().all(is_letter);
        fits && !name.ends_with(NO_NAMES) && !credit::is_agency(name) && !is_house(name)
    };
    let parts: Vec<&str> = line.split([' ', '\u{3000}', '\u{a0}', '|', '｜', '丨']).map(str::trim).collect();
    let behind = parts.windows(2).find(|two| DOUBLE.contains(&two[0])).map(|two| two[1]);
    let mut labels = parts.iter().filter_map(|part| part.split_once([':', '：', '/', '／']));
    let names = labels.find(|(label, _)| LABELS.contains(label)).map(|(_, names)| names).or(behind);
    let names: Vec<&str> = names.map_or(Vec::new(), |names| names.split(['、', '，', '・']).collect());
    if names.iter().all(named) { names.into_iter().map(str::to_owned).collect() } else { Vec::new() }
}

/// Whether a line's first part is nothing but a label and a name: what follows in an element of its own is another part.
pub(super) fn is_label(part: &str) -> bool {
    part.split_once([':', '：']).is_some_and(|(label, name)| {
        label.chars().all(is_letter)
            && !label.is_empty()
            && label.chars().count() <= 4
            && name.chars().all(is_letter)
    })
}

/// Whether a word is a job beside a name.
pub(super) fn is_job(word: &str) -> bool {
    JOBS.contains(&word)
}

/// Whether a line is labels with names, `撰文/陳彥廷 攝影/黃昱翔`, and nothing else.
pub(super) fn is_credit(line: &str) -> bool {
    let part = |part: &str| {
        let Some((label, name)) = part.split_once([':', '：', '/', '／']) else { return false };
        let known = LABELS.contains(&label) || WROTE.contains(&label) || OTHERS.contains(&label);
        known && NAME.contains(&name.chars().count()) && name.chars().all(is_letter)
    };
    let mut parts = line.split_whitespace().peekable();
    parts.peek().is_some() && parts.all(part)
}

#[derive(Default)]
struct Signature {
    names: Vec<String>,
    /// A word says who wrote.
    said: bool,
    /// What follows is somebody else's name.
    others: bool,
}

impl Signature {
    /// Reads a part; false where it belongs in no signature.
    fn read(&mut self, part: &str) -> bool {
        // `山城報導`: from where.
        if part.chars().count() <= 6 && part.ends_with("報導") {
            self.said = true;
            return true;
        }
        if WROTE.contains(&part) || JOBS.contains(&part) {
            (self.said, self.others) = (true, false);
            return true;
        }
        if OTHERS.contains(&part) {
            self.others = true;
            return true;
        }
        let before = JOBS.iter().find_map(|job| part.strip_suffix(job));
        let behind = || JOBS.iter().find_map(|job| part.strip_prefix(job));
        let name = before.or_else(behind);
        self.said |= name.is_some();
        let name = name.unwrap_or(part);
        // Addresses stand beside names, offices before them.
        if name.is_ascii() || name.ends_with(NO_NAMES) {
            return name.contains('@') || !name.is_ascii();
        }
        if !name.chars().all(is_letter) || credit::is_agency(name) || self.names.len() > 5 {
            return false;
        }
        if !self.others && NAME.contains(&name.chars().count()) {
            self.names.push(name.to_owned());
        }
        NAME.contains(&name.chars().count())
    }
}

fn is_letter(c: char) -> bool {
    matches!(c, '\u{3005}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_name_who_wrote() {
        for (line, expected) in [
            ("【佐藤花子】", vec!["佐藤花子"]),
            ("【オストランド支局・佐藤花子】", vec!["佐藤花子"]),
            ("【佐藤花子、鈴木一郎】", vec!["佐藤花子", "鈴木一郎"]),
            ("（文・佐藤花子）", vec!["佐藤花子"]),
            ("（文・佐藤花子、写真・鈴木一郎）", vec!["佐藤花子"]),
            ("（写真・鈴木一郎、文・佐藤花子）", vec!["佐藤花子"]),
            ("編集委員・佐藤花子", vec!["佐藤花子"]),
            ("佐藤花子記者", vec!["佐藤花子"]),
            ("文＝佐藤花子", vec!["佐藤花子"]),
            ("（记者 王小明）", vec!["王小明"]),
            ("（记者 王小明 李红）", vec!["王小明", "李红"]),
            ("本报记者王小明", vec!["王小明"]),
            ("文／王小明", vec!["王小明"]),
            ("林佩蓉／山城報導", vec!["林佩蓉"]),
            ("[오스트란드=김민수 기자]", vec!["김민수"]),
            ("김민수 기자 minsu@courier.example", vec!["김민수"]),
        ] {
            assert_eq!(names(line, true), expected, "{line}");
        }
    }

    #[test]
    fn paragraphs_open_and_close_with_who_wrote() {
        assert_eq!(opening("〔記者簡志偉／基隆報導〕基隆廟口旁").as_deref(), Some("簡志偉"));
        assert_eq!(opening("記者王小明／台北報導 今天").as_deref(), Some("王小明"));
        assert_eq!(opening("記者會／今天"), None);
        assert_eq!(closing("港に戻るという。（西岡陽介）").as_deref(), Some("西岡陽介"));
        assert_eq!(closing("港に戻るという。（共同通信社）"), None);
        assert_eq!(closing("港に戻る（西岡陽介）"), None);
    }

    #[test]
    fn labels_beside_others_name_who_wrote() {
        let line = "2025-03-18 08:21:07 来源:青溪日报 作者:许念 字号:大 中 小 打印";
        assert_eq!(labelled(line), ["许念"]);
        assert_eq!(labelled("撰文/陳彥廷 攝影/黃昱翔"), ["陳彥廷"]);
        assert!(labelled("来源:青溪日报 责任编辑:吴桐").is_empty());
        assert!(labelled("作者:新华社").is_empty());
        assert_eq!(labelled("来源：茶乡日报 作者：王小明、李华 2025-03-04 10:20"), ["王小明", "李华"]);
        assert_eq!(labelled("文・写真 山田太郎 2025年3月4日"), ["山田太郎"]);
    }

    #[test]
    fn other_lines_name_nobody() {
        for line in [
            "（共同）",
            "【終】",
            "（完）",
            "【速報】",
            "（写真・鈴木一郎）",
            "渡し船が再開した",
            "灯台の写真",
            "（2026年3月4日）",
            "【社会部】",
            "（続く）",
            "港長、来年退任",
            "文部科学省の記者会見",
            "Ann Lee",
        ] {
            assert_eq!(names(line, true), Vec::<String>::new(), "{line}");
        }
        assert_eq!(names("【関連記事】", false), Vec::<String>::new());
    }
}

use super::*;

/// Both texts give one key at least as weighty as a name of four classes or a number of two digits.
fn check(one: &str, other: &str) {
    let (a, b) = (draw(one, ""), draw(other, ""));
    assert!(a.iter().any(|k| weight(*k) > 0.5 && b.contains(k)), "{one} {other}");
}

#[test]
fn one_name_is_heard_in_three_scripts() {
    check("Marković", "Маркович");
    check("Marković", "マルコヴィッチ");
    check("Timoshenko", "ティモシェンコ");
    check("Морикава", "Morikawa");
}

#[test]
fn names_are_heard_in_scripts_without_capitals() {
    check("Aydemir", "أيدمير");
    check("Timoshenko", "티모셴코는");
    check("Marković", "马尔科维奇说");
    check("Marković", "馬爾科維奇說");
    check("Dudziński", "دودزينسكي");
    check("Rodrigo", "罗德里戈");
    check("Тимошенко", "Tymoszenko");
}

#[test]
fn words_of_scripts_without_capitals_are_no_names() {
    for text in ["وقال المتحدث باسم الجماعة", "밝혔다 대변인은 있었다", "记者从有关部门获悉"]
    {
        assert!(draw(text, "").iter().all(|k| kind(*k) != Kind::Name), "{text}");
    }
}

#[test]
fn numbers_are_written_in_many_ways() {
    for other in ["410 миллионов", "4億1000万", "410,000,000", "410 000 000"] {
        check("410 million", other);
    }
    check("12,000", "1万2000");
    check("2.1 billion", "2.100 millones");
    for other in ["4亿1000万", "4억1천만", "410 milyon", "410 mln", "٤١٠ ملايين"] {
        check("410 million", other);
    }
    check("3,200", "3천200여 명");
    check("3,200", "3 bin 200");
    check("95 million", "9천500만");
    check("12,000", "1.2万");
}

#[test]
fn places_and_words_are_in_the_table() {
    check("Norwegian", "ノルウェーの");
    check("Überschwemmungen", "наводнения");
    check("South Korea's", "韓国の");
    for other in ["trzęsienie ziemi", "землетрусу", "وبالزلزال", "地震", "지진이", "DEPREM", "aardbevingen"]
    {
        check("earthquake", other);
    }
    check("Italy", "İtalya'da");
    check("Saudi Arabia", "السُّعوديّة");
}

#[test]
fn no_beginning_stands_for_two_things() {
    let rows = TABLE.lines().filter(|line| !line.starts_with(['#', '@']));
    let mut seen = std::collections::HashMap::new();
    for (start, row) in rows.flat_map(|row| row.split(' ').map(move |start| (plain(start), row))) {
        assert!(seen.insert(start.clone(), row).is_none_or(|other| other == row), "{start}: {row}");
    }
}

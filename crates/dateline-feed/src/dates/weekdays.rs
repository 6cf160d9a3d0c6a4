//! Weekdays by name: where a date says one, it settles which number is the day, or which of two months a name means.

use super::Parts;
use super::months::plain;
use jiff::civil::{Date, Weekday};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Names of the seven days from Monday on, parted by spaces; forms of one day by strokes, words of one form by low lines.
/// Source: CLDR, format names in their lengths. A short form of two days in two languages allows both.
const DAYS: &[&str] = &[
    "monday/mon tuesday/tue/tues wednesday/wed thursday/thu/thur/thurs friday/fri saturday/sat sunday/sun",
    "montag/mo dienstag/di mittwoch/mi donnerstag/do freitag/fr samstag/sonnabend/sa sonntag/so",
    "lundi/lun mardi/mar mercredi/mer jeudi/jeu vendredi/ven samedi/sam dimanche/dim",
    "lunes/lun martes/mar miércoles/mié jueves/jue viernes/vie sábado/sáb domingo/dom",
    "lunedì/lun martedì/mar mercoledì/mer giovedì/gio venerdì/ven sabato/sab domenica/dom",
    "segunda-feira/segunda/seg terça-feira/terça/ter quarta-feira/quarta/qua quinta-feira/quinta/qui sexta-feira/sexta/sex sábado/sáb domingo/dom",
    "dilluns/dl dimarts/dt dimecres/dc dijous/dj divendres/dv dissabte/ds diumenge/dg",
    "maandag/ma dinsdag/di woensdag/wo donderdag/do vrijdag/vr zaterdag/za zondag/zo",
    "måndag/mandag/mån/man tisdag/tirsdag/tis/tirs onsdag/ons torsdag/tors/tor fredag/fre lördag/lørdag/lör/lør söndag/søndag/sön/søn",
    "maanantai/ma tiistai/ti keskiviikko/ke torstai/to perjantai/pe lauantai/la sunnuntai/su",
    "poniedziałek/pon/pn wtorek/wt środa/śr czwartek/czw piątek/pt/pią sobota/sob niedziela/niedz/nie/nd/ndz",
    "pondělí/po úterý/út středa/st čtvrtek/čt pátek/pá sobota/so neděle/ne",
    "pondelok/po utorok/ut streda/st štvrtok/št piatok/pi sobota/so nedeľa/ne",
    "ponedjeljak/ponedeljek/ponedeljak/pon utorak/torek/uto/tor srijeda/sreda/sri/sre četvrtak/četrtek/čet petak/petek/pet subota/sobota/sub/sob nedjelja/nedelja/ned",
    "hétfő/h kedd/k szerda/sze csütörtök/cs péntek/p szombat/szo vasárnap/v",
    "luni/lun marți/marţi/mar miercuri/mie joi vineri/vin sâmbătă/sâm duminică/dum",
    "понедельник/пн вторник/вт среда/ср четверг/чт пятница/пт суббота/сб воскресенье/вс",
    "понеділок/пн вівторок/вт середа/ср четвер/чт п'ятниця/пт субота/сб неділя/нд",
    "понеделник/пн вторник/вт сряда/ср четвъртък/чт петък/пт събота/сб неделя/нд",
    "понедељак/пон уторак/уто среда/сре четвртак/чет петак/пет субота/суб недеља/нед",
    "δευτέρα/δευ τρίτη/τρί τετάρτη/τετ πέμπτη/πέμ παρασκευή/παρ σάββατο/σάβ κυριακή/κυρ",
    "pazartesi/pzt salı/sal çarşamba/çar perşembe/per cuma/cum cumartesi/cmt pazar/paz",
    "thứ_hai thứ_ba thứ_tư thứ_năm thứ_sáu thứ_bảy chủ_nhật",
    "senin/sen selasa/sel rabu/rab kamis/kam jumat/jum sabtu/sab minggu/min",
    "isnin/isn selasa/sel rabu/rab khamis/kha jumaat/jum sabtu/sab ahad/ahd",
    "الاثنين/الإثنين الثلاثاء الأربعاء/الاربعاء الخميس الجمعة السبت الأحد/الاحد",
    "שני שלישי רביעי חמישי שישי שבת ראשון",
    "月曜日/月/星期一/周一/월요일/월 火曜日/火/星期二/周二/화요일/화 水曜日/水/星期三/周三/수요일/수 木曜日/木/星期四/周四/목요일/목 金曜日/金/星期五/周五/금요일/금 土曜日/土/星期六/周六/토요일/토 日曜日/日/星期日/星期天/周日/일요일/일",
];

/// The longest beginning of a date that can name a day, in bytes.
const LONGEST: usize = 40;

static NAMES: LazyLock<HashMap<String, Days>> = LazyLock::new(|| {
    let mut names: HashMap<String, Days> = HashMap::new();
    for language in DAYS {
        for (forms, day) in language.split_whitespace().zip(0_u8..) {
            for form in forms.split('/') {
                names.entry(plain(&form.replace('_', " "))).or_default().0 |= 1 << day;
            }
        }
    }
    names
});

/// Some days of the week.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Days(u8);

impl Days {
    /// Those that the words before a date's first number name; none where they are no weekday.
    pub(super) fn named_before(text: &str) -> Self {
        let number = |(at, _): &(usize, char)| text[*at..].starts_with(|c: char| c.is_ascii_digit());
        let end = text.char_indices().find(number).map_or(text.len(), |(at, _)| at);
        let head = text[..end].trim().trim_matches(|c: char| !c.is_alphanumeric());
        if head.len() > LONGEST {
            return Self::default();
        }
        NAMES.get(&plain(&head.to_lowercase())).copied().unwrap_or_default()
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether a day is one of these.
    pub(super) fn allow(self, parts: &Parts) -> bool {
        let date = i8::try_from(parts.day).ok().and_then(|day| Date::new(parts.year, parts.month, day).ok());
        date.is_some_and(|date| self.0 & (1 << Weekday::to_monday_zero_offset(date.weekday())) != 0)
    }
}

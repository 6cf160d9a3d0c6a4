//! Months by name. A word is the month that its whole form says; a form that means different months in different languages
//! is none, unless the feed's language or the way of writing decides.

use std::sync::LazyLock;

/// Names of the twelve months by language, parted by spaces; forms of one month by strokes (nominative and genitive, then what is
/// usual in short), words of one form by low lines. Sources: CLDR, format and stand-alone names in their lengths, and each
/// language's grammar for the cases.
const MONTHS: &[(&str, &str)] = &[
    (
        "en",
        "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sept/sep october/oct \
        november/nov december/dec",
    ),
    (
        "de",
        "januar/jänner/jän februar/feber märz/mär/mrz april mai juni/juno juli/julei august september oktober/okt november \
        dezember/dez",
    ),
    ("nl", "januari februari maart/mrt april mei juni juli augustus september oktober november december"),
    ("af", "januarie februarie maart april mei junie julie augustus september oktober november desember/des"),
    ("sv", "januari februari mars april maj juni juli augusti september oktober november december"),
    ("da", "januar februar marts april maj juni juli august september oktober november december"),
    ("no", "januar februar mars april mai juni juli august september oktober november desember/des"),
    (
        "is",
        "janúar febrúar mars apríl maí júní/jún júlí/júl ágúst/ágú september október nóvember/nóv desember/des",
    ),
    (
        "fr",
        "janvier/janv février/févr/fév mars avril/avr mai juin juillet/juil août/aoû septembre/sept octobre novembre \
        décembre/déc",
    ),
    (
        "it",
        "gennaio/gen febbraio marzo aprile maggio/mag giugno/giu luglio/lug agosto/ago settembre/set/sett ottobre/ott novembre \
        dicembre/dic",
    ),
    (
        "es",
        "enero/ene febrero marzo abril/abr mayo junio julio agosto/ago septiembre/setiembre/sept/set octubre noviembre \
        diciembre/dic",
    ),
    (
        "pt",
        "janeiro fevereiro/fev março abril/abr maio/mai junho julho agosto/ago setembro/set outubro/out novembro dezembro/dez",
    ),
    (
        "ca",
        "gener/gen febrer/febr març abril/abr maig juny juliol agost/ag setembre/set octubre novembre desembre/des",
    ),
    (
        "gl",
        "xaneiro/xan febreiro marzo abril maio xuño/xuñ xullo/xul agosto setembro outubro/out novembro decembro",
    ),
    (
        "eu",
        "urtarrila/urtarrilak/urt otsaila/otsailak/ots martxoa/martxoak apirila/apirilak/api maiatza/maiatzak \
        ekaina/ekainak/eka uztaila/uztailak/uzt abuztua/abuztuak/abu iraila/irailak/ira urria/urriak/urr azaroa/azaroak/aza \
        abendua/abenduak/abe",
    ),
    (
        "ro",
        "ianuarie/ian februarie martie aprilie mai iunie/iun iulie/iul august septembrie octombrie noiembrie/noi decembrie",
    ),
    (
        "sq",
        "janar shkurt/shk mars prill/pri maj qershor/qer korrik/korr/kor gusht/gush/gsh/gus shtator tetor/tet nëntor/nën dhjetor/dhj",
    ),
    (
        "cy",
        "ionawr/ion chwefror/chwef/chw mawrth ebrill/ebr mai mehefin/meh gorffennaf/gorff/gor awst/aws medi/med hydref/hyd tachwedd/tach/tac \
        rhagfyr/rhag/rha",
    ),
    (
        "ga",
        "eanáir/ean feabhra/feabh/fea márta aibreán/aib bealtaine/beal/bea meitheamh/meith iúil/iúi lúnasa meán_fómhair/mfómh \
        deireadh_fómhair/dfómh samhain/samh nollaig/noll/nol",
    ),
    (
        "fi",
        "tammikuu/tammikuuta/tammi/tam helmikuu/helmikuuta/helmi/hel maaliskuu/maaliskuuta/maalis/maa huhtikuu/huhtikuuta/huhti/huh \
        toukokuu/toukokuuta/touko/tou kesäkuu/kesäkuuta/kesä/kes heinäkuu/heinäkuuta/heinä/hei elokuu/elokuuta/elo syyskuu/syyskuuta/syys/syy \
        lokakuu/lokakuuta/loka/lok marraskuu/marraskuuta/marras joulukuu/joulukuuta/joulu/jou",
    ),
    (
        "et",
        "jaanuar/jaanuari/jaan/jaa veebruar/veebruari/veebr/vee märts/märtsi aprill/aprilli mai juuni juuli august/augusti \
        september/septembri oktoober/oktoobri november/novembri detsember/detsembri/dets/det",
    ),
    (
        "lv",
        "janvāris/janvāra/janvārī februāris/februāra/februārī marts/marta/martā aprīlis/aprīļa/aprīlī maijs/maija/maijā \
        jūnijs/jūnija/jūnijā/jūn jūlijs/jūlija/jūlijā/jūl augusts/augusta/augustā septembris/septembra/septembrī \
        oktobris/oktobra/oktobrī novembris/novembra/novembrī decembris/decembra/decembrī",
    ),
    (
        "lt",
        "sausis/sausio/saus/sau vasaris/vasario/vas kovas/kovo/kov balandis/balandžio/bal gegužė/gegužės/geg birželis/birželio/birž/bir \
        liepa/liepos/liep/lie rugpjūtis/rugpjūčio/rugp rugsėjis/rugsėjo/rugs spalis/spalio/spal/spa lapkritis/lapkričio/lapkr/lap \
        gruodis/gruodžio/gruod",
    ),
    (
        "hu",
        "január/januári február/februári/febr március/márc/már április/ápr május/máujus/máj június/jún július/júl augusztus \
        szeptember/szept október/okt november december",
    ),
    (
        "tr",
        "ocak/oca şubat/şub mart nisan/nis mayıs haziran/haz temmuz/tem ağustos/ağu eylül/eyl ekim/eki kasım/kas aralık/ara",
    ),
    (
        "az",
        "yanvar/yan fevral/fev mart aprel may iyun/iyn iyul/iyl avqust/avgust/avq sentyabr/sentabr/sen oktyabr/oktabr \
        noyabr/noy dekabr/dek",
    ),
    (
        "id",
        "januari februari maret april mei juni juli agustus/agu/agt/ags september oktober november/nop desember/des",
    ),
    ("ms", "januari februari mac april mei jun julai ogos/ogo september oktober november disember/dis"),
    ("sw", "januari februari machi/mac aprili mei juni julai agosti septemba oktoba novemba desemba"),
    (
        "cs",
        "leden/ledna/led únor/února/úno březen/března/bře duben/dubna/dub květen/května/kvě červen/června/čvn/čen \
        červenec/července/čvc/čec srpen/srpna/srp září/zář říjen/října/říj listopad/listopadu/lis prosinec/prosince/pro",
    ),
    (
        "sk",
        "január/januára február/februára marec/marca apríl/apríla máj/mája jún/júna júl/júla august/augusta september/septembra \
        október/októbra november/novembra december/decembra",
    ),
    (
        "pl",
        "styczeń/stycznia/sty luty/lutego/lut marzec/marca kwiecień/kwietnia/kwi maj/maja czerwiec/czerwca/cze lipiec/lipca/lip \
        sierpień/sierpnia/sie wrzesień/września/wrz październik/października/paź listopad/listopada/lis grudzień/grudnia/gru",
    ),
    (
        "sl",
        "januar/januarja februar/februarja marec/marca april/aprila maj/maja junij/junija julij/julija avgust/avgusta/avg \
        september/septembra oktober/oktobra november/novembra december/decembra",
    ),
    (
        "hr",
        "siječanj/siječnja/sij veljača/veljače/velj/vel ožujak/ožujka/ožu travanj/travnja/tra svibanj/svibnja/svi lipanj/lipnja/lip \
        srpanj/srpnja/srp kolovoz/kolovoza/kol rujan/rujna/ruj listopad/listopada/lis studeni/studenoga/studenog/stu \
        prosinac/prosinca/pro",
    ),
    (
        "sr",
        "januar/januara februar/februara mart/marta april/aprila maj/maja juni/juna juli/jula avgust/avgusta/avg \
        septembar/septembra oktobar/oktobra novembar/novembra decembar/decembra",
    ),
    (
        "sr",
        "јануар/јануара/јан фебруар/фебруара/феб март/марта/мар април/априла/апр мај/маја јун/јуни/јуна јул/јули/јула \
        август/августа/авг септембар/септембра/сеп октобар/октобра/окт новембар/новембра/нов децембар/децембра/дец",
    ),
    (
        "mk",
        "јануари февруари/фев март април мај јуни јули август септември/септ октомври ноември/ноем декември/дек",
    ),
    (
        "bg",
        "януари/яну февруари/фев март април/апр май юни юли август/авг септември/септ/сеп октомври/окт ноември/ноем/ное \
        декември/дек",
    ),
    (
        "ru",
        "январь/января/янв февраль/февраля/февр/фев март/марта/мар апрель/апреля/апр май/мая июнь/июня/июн июль/июля/июл \
        август/августа/авг сентябрь/сентября/сент/сен октябрь/октября/окт ноябрь/ноября/нояб/ноя декабрь/декабря/дек",
    ),
    (
        "uk",
        "січень/січня/січ лютий/лютого/лют березень/березня/бер квітень/квітня/квіт/кві травень/травня/трав/тра \
        червень/червня/черв/чер липень/липня/лип серпень/серпня/серп/сер вересень/вересня/вер жовтень/жовтня/жовт/жов \
        листопад/листопада/лист/лис грудень/грудня/груд/гру",
    ),
    (
        "be",
        "студзень/студзеня/сту люты/лютага/лют сакавік/сакавіка/сак красавік/красавіка/кра май/мая/травень/траўня \
        чэрвень/чэрвеня/чэр ліпень/ліпеня/ліп жнівень/жніўня/жні верасень/верасня/вер кастрычнік/кастрычніка/кас \
        лістапад/лістапада/ліс снежань/снежня/сне",
    ),
    (
        "el",
        "ιανουάριος/ιανουαρίου/ιαν φεβρουάριος/φεβρουαρίου/φεβ μάρτιος/μαρτίου/μάρτη/μαρ απρίλιος/απριλίου/απρ \
        μάιος/μαΐου/μάϊος/μάι/μαϊ ιούνιος/ιουνίου/ιουν/ιον ιούλιος/ιουλίου/ιουλ/ιολ αύγουστος/αυγούστου/αυγ \
        σεπτέμβριος/σεπτεμβρίου/σεπτ/σεπ οκτώβριος/οκτωβρίου/οκτ νοέμβριος/νοεμβρίου/νοε δεκέμβριος/δεκεμβρίου/δεκ",
    ),
    (
        "ar",
        "يناير فبراير مارس أبريل/ابريل/إبريل مايو يونيو/يونيه يوليو/يوليه أغسطس/اغسطس سبتمبر أكتوبر/اكتوبر نوفمبر ديسمبر",
    ),
    (
        "ar",
        "كانون_الثاني شباط آذار/اذار نيسان أيار/ايار حزيران تموز آب/اب أيلول/ايلول تشرين_الأول/تشرين_الاول تشرين_الثاني \
        كانون_الأول/كانون_الاول",
    ),
    ("ar", "جانفي فيفري مارس أفريل/افريل ماي جوان جويلية/يوليوز أوت/اوت/غشت شتنبر أكتوبر نونبر دجنبر"),
    (
        "he",
        "ינואר/בינואר/ינו פברואר/בפברואר/פבר מרץ/במרץ/מרס/במרס אפריל/באפריל/אפר מאי/במאי יוני/ביוני יולי/ביולי אוגוסט/באוגוסט/אוג \
        ספטמבר/בספטמבר/ספט אוקטובר/באוקטובר/אוק נובמבר/בנובמבר/נוב דצמבר/בדצמבר/דצמ",
    ),
    (
        "hi",
        "जनवरी/जन फ़रवरी/फरवरी/फ़र/फर मार्च अप्रैल मई जून \
        जुलाई/जुल अगस्त/अग सितंबर/सितम्बर/सित अक्तूबर/अक्टूबर/अक्टू/अक्तू नवंबर/नवम्बर/नव दिसंबर/दिसम्बर/दिस",
    ),
    (
        "vi",
        "tháng_1/thg_1/tháng_01/tháng_một/tháng_giêng tháng_2/thg_2/tháng_02/tháng_hai tháng_3/thg_3/tháng_03/tháng_ba \
        tháng_4/thg_4/tháng_04/tháng_tư/tháng_bốn tháng_5/thg_5/tháng_05/tháng_năm tháng_6/thg_6/tháng_06/tháng_sáu tháng_7/thg_7/tháng_07/tháng_bảy \
        tháng_8/thg_8/tháng_08/tháng_tám tháng_9/thg_9/tháng_09/tháng_chín tháng_10/thg_10/tháng_mười tháng_11/thg_11/tháng_mười_một \
        tháng_12/thg_12/tháng_mười_hai/tháng_chạp",
    ),
];

/// Letters of a name by which a form that stands in no table is known, if all names that share them are of one month.
const TELLING: usize = 5;
/// The shortest beginning that stands for a name: shorter ones are names of weekdays as well.
const SHORTEST: usize = 4;

/// A form of a month's name.
struct Form {
    plain: String,
    language: &'static str,
    month: i8,
}

/// All forms in the order of their letters.
static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let mut forms = Vec::new();
    for (language, months) in MONTHS {
        for (names, month) in months.split_whitespace().zip(1_i8..) {
            let plain = |name: &str| plain(&name.replace('_', " "));
            forms.extend(names.split('/').map(|name| Form { plain: plain(name), language, month }));
        }
    }
    forms.sort_by(|a, b| a.plain.cmp(&b.plain));
    forms
});

/// The month that a text of one or more words in lower case names. Where languages disagree, `language` (a tag of BCP 47)
/// decides, else nothing.
pub(super) fn month(name: &str, language: Option<&str>) -> Option<i8> {
    let name = plain(name);
    let whole = forms_from(&name).take_while(|form| form.plain == name);
    let mut whole = whole.peekable();
    if whole.peek().is_some() || name.contains(' ') {
        return agreed(whole, language);
    }
    if name.chars().count() < SHORTEST {
        return None;
    }
    let head = &name[..name.char_indices().nth(TELLING).map_or(name.len(), |(at, _)| at)];
    let begins = forms_from(head).take_while(|form| form.plain.starts_with(head));
    agreed(begins.filter(|form| !form.plain.contains(' ')), language)
}

/// The languages of the table.
pub(super) fn languages() -> impl Iterator<Item = &'static str> {
    MONTHS.iter().map(|(language, _)| *language)
}

/// Whether a word in lower case may be the first of a name of several words.
pub(super) fn begins_name(word: &str) -> bool {
    let start = plain(word) + " ";
    forms_from(&start).next().is_some_and(|form| form.plain.starts_with(&start))
}

/// The forms from one on, in the order of their letters.
fn forms_from(name: &str) -> impl Iterator<Item = &'static Form> {
    FORMS[FORMS.partition_point(|form| form.plain.as_str() < name)..].iter()
}

/// What all forms say; where they disagree, what those of the language say.
fn agreed<'f>(forms: impl Iterator<Item = &'f Form>, language: Option<&str>) -> Option<i8> {
    let forms: Vec<&Form> = forms.collect();
    let one = |of: &dyn Fn(&Form) -> bool| {
        let mut months = forms.iter().filter(|form| of(form)).map(|form| form.month);
        let first = months.next()?;
        months.all(|month| month == first).then_some(first)
    };
    let primary = language.and_then(|tag| tag.split(['-', '_']).next());
    one(&|_| true)
        .or_else(|| one(&|form| primary.is_some_and(|primary| primary.eq_ignore_ascii_case(form.language))))
}

/// Letters without their accents, which many a publisher leaves out.
pub(super) fn plain(text: &str) -> String {
    let letter = |c: char| match c {
        'á' | 'à' | 'ä' | 'â' | 'ã' | 'å' | 'ā' | 'ą' | 'ă' | 'ả' => 'a',
        'č' | 'ç' | 'ć' => 'c',
        'é' | 'è' | 'ê' | 'ë' | 'ė' | 'ę' | 'ě' => 'e',
        'ğ' => 'g',
        'í' | 'ì' | 'î' | 'ï' | 'ī' | 'ı' => 'i',
        'ļ' | 'ł' => 'l',
        'ń' | 'ñ' => 'n',
        'ó' | 'ò' | 'ö' | 'ô' | 'õ' | 'ố' | 'ộ' | 'ơ' | 'ờ' => 'o',
        'ř' => 'r',
        'š' | 'ş' | 'ș' | 'ś' => 's',
        'ú' | 'ù' | 'ü' | 'û' | 'ū' | 'ů' | 'ư' => 'u',
        'ý' => 'y',
        'ž' | 'ź' | 'ż' => 'z',
        'й' => 'и',
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        other => other,
    };
    text.chars().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).map(letter).collect()
}

#[cfg(test)]
mod tests;

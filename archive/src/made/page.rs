//! Pages of invented papers: an article with what stands around it, whole or behind a notice, and a front page.

use super::random::Random;
use jiff::Timestamp;
use std::fmt::Write;

const PLACES: [&str; 24] = [
    "Halvern",
    "Ostwick",
    "Marrow Bay",
    "Tilbrook",
    "Sankt Leder",
    "Port Aldine",
    "Greywater",
    "Norrholm",
    "Vell",
    "Ashcombe",
    "Lower Tarn",
    "Quillon",
    "Brenford",
    "Castel Mare",
    "Ryde Hollow",
    "Eastermoor",
    "Dunmere",
    "Pellworth",
    "Skarvik",
    "Ambry",
    "Korsund",
    "Whitlow",
    "Hartsea",
    "Ullness",
];
const PERSONS: [&str; 16] = [
    "Ada Kestrel",
    "Jonas Brandt",
    "Mira Solheim",
    "Peter Aldous",
    "Ines Ravel",
    "Tomas Wyk",
    "Clara Nunn",
    "Hugo Stell",
    "Lena Forsberg",
    "Idris Cole",
    "Maud Tarrant",
    "Oskar Lind",
    "Rosa Vance",
    "Edwin Marsh",
    "Nora Pike",
    "Samuel Orr",
];
const WHO: [&str; 14] = [
    "the town council",
    "the harbour office",
    "the ministry of works",
    "a group of residents",
    "the ferry company",
    "the regional court",
    "the school board",
    "the water company",
    "the farmers' union",
    "the fire brigade",
    "the museum",
    "the railway",
    "the hospital trust",
    "the national bank",
];
const DID: [&str; 14] = [
    "approved a plan for",
    "rejected the budget of",
    "opened an inquiry into",
    "warned of delays to",
    "signed a contract for",
    "published figures about",
    "promised money for",
    "postponed the vote on",
    "asked for an expert's opinion on",
    "defended",
    "halted the work on",
    "invited bids for",
    "announced the closing of",
    "agreed to rebuild",
];
const WHAT: [&str; 16] = [
    "the old bridge",
    "a new tidal barrier",
    "the winter timetable",
    "the market hall",
    "a wind farm off the coast",
    "the flooded cellars",
    "the library's roof",
    "the fish auction",
    "a row of empty shops",
    "the night bus",
    "the drinking water of three villages",
    "the lighthouse",
    "the cable to the islands",
    "a refuge for seals",
    "the wages of nurses",
    "the grain store",
];
/// What things are like, what they are and what they do: the words of the stories.
const HOW: [&str; 48] = [
    "old", "narrow", "crowded", "quiet", "northern", "damaged", "costly", "empty", "local", "hidden",
    "wooden", "younger", "famous", "rented", "frozen", "stolen", "private", "rusty", "southern", "broken",
    "painted", "heavy", "distant", "curious", "regional", "flooded", "modest", "secret", "windy", "borrowed",
    "golden", "hollow", "patient", "steep", "public", "silent", "foreign", "salty", "wealthy", "muddy",
    "nervous", "ancient", "proud", "cheap", "covered", "bitter", "distinct", "lonely",
];
const THING: [&str; 64] = [
    "bridge",
    "captain",
    "orchard",
    "council",
    "tunnel",
    "library",
    "fisherman",
    "market",
    "engine",
    "teacher",
    "garden",
    "harvest",
    "railway",
    "painter",
    "valley",
    "chimney",
    "meeting",
    "doctor",
    "cellar",
    "tower",
    "festival",
    "student",
    "ferry",
    "museum",
    "lantern",
    "farmer",
    "budget",
    "island",
    "forest",
    "baker",
    "contract",
    "school",
    "storm",
    "carriage",
    "window",
    "witness",
    "factory",
    "pilgrim",
    "concert",
    "judge",
    "meadow",
    "lighthouse",
    "letter",
    "cyclist",
    "kitchen",
    "sailor",
    "theatre",
    "warehouse",
    "puzzle",
    "mountain",
    "nurse",
    "quarry",
    "castle",
    "singer",
    "pasture",
    "hotel",
    "miner",
    "fountain",
    "novelist",
    "pavement",
    "brewery",
    "surveyor",
    "monument",
    "refuge",
];
const VERB: [&str; 40] = [
    "crossed",
    "repaired",
    "praised",
    "refused",
    "measured",
    "visited",
    "delayed",
    "bought",
    "painted",
    "searched",
    "blocked",
    "remembered",
    "replaced",
    "guarded",
    "opened",
    "doubted",
    "followed",
    "admired",
    "cleared",
    "reported",
    "carried",
    "warned",
    "rented",
    "shared",
    "photographed",
    "feared",
    "planned",
    "welcomed",
    "examined",
    "supported",
    "covered",
    "divided",
    "discovered",
    "avoided",
    "lifted",
    "counted",
    "described",
    "gathered",
    "questioned",
    "saved",
];
const THEN: [&str; 10] = [
    "Work is to begin in autumn and will take about two years.",
    "A decision is expected within a month.",
    "Nobody was hurt, the police said.",
    "The mayor called it a good day for the town.",
    "Critics speak of a waste of public money.",
    "Details will be made public next week.",
    "The plans can be seen in the town hall until Friday.",
    "Similar projects elsewhere had cost far more.",
    "The opposition wants to take the matter to court.",
    "For the first time the figures include the outlying farms.",
];

/// An event as the agency tells it.
pub(crate) struct Story {
    title: String,
    paragraphs: Vec<String>,
    author: &'static str,
}

impl Story {
    /// The story of a number.
    pub(crate) fn of(seed: u64, number: u64) -> Self {
        let mut random = Random::of(seed ^ 0x5707, number);
        let place = random.pick(&PLACES);
        let title = format!("{place}: {} {} {}", random.pick(&WHO), random.pick(&DID), random.pick(&WHAT));
        let paragraphs = (0..6 + random.below(9)).map(|_| paragraph(&mut random, place)).collect();
        Self { title, paragraphs, author: random.pick(&PERSONS) }
    }

    pub(crate) fn slug(&self) -> String {
        let words = self.title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-")
    }

    /// Its page in a paper, of about `size` bytes; `walled`, the beginning and a notice.
    pub(crate) fn page(&self, host: &str, second: i64, size: usize, walled: bool) -> String {
        let at = Timestamp::from_second(second).unwrap_or_default();
        let mut html = head(&self.title, host);
        let _ = write!(
            html,
            "<script type=\"application/ld+json\">{{\"@type\":\"NewsArticle\",\"headline\":\"{}\",\"datePublished\":\"{at}\",\
             \"author\":{{\"@type\":\"Person\",\"name\":\"{}\"}},\"publisher\":{{\"name\":\"{}\"}},\"isAccessibleForFree\":{}}}\
             </script></head><body>",
            self.title,
            self.author,
            paper(host),
            !walled
        );
        navigation(&mut html);
        let _ = write!(html, "<main><article><h1>{}</h1><p class=byline>By {}</p>", self.title, self.author);
        let shown = if walled { 2 } else { self.paragraphs.len() };
        for paragraph in self.paragraphs.iter().take(shown) {
            let _ = writeln!(html, "<p>{paragraph}</p>");
        }
        if walled {
            html.push_str("<div class=paywall><h2>Subscribe to read on</h2><p>This article is for subscribers. Subscribe now \
                from 4 a month, or log in.</p><button>Subscribe</button></div>");
        }
        html.push_str("</article></main>");
        fill(&mut html, size);
        html.push_str("<footer>All rights reserved</footer></body></html>");
        html
    }
}

/// Sentences whose words are drawn one by one, so that two stories share hardly three in a row.
fn paragraph(random: &mut Random, place: &str) -> String {
    let mut text = String::new();
    for _ in 0..3 + random.below(4) {
        let what = |random: &mut Random| format!("{} {}", random.pick(&HOW), random.pick(&THING));
        let (first, second, third) = (what(random), what(random), what(random));
        let _ = write!(
            text,
            "The {first} {} the {second} {} {place}, {} told {} of the {third}, and {} {} {} ",
            random.pick(&VERB),
            random.pick(&["near", "outside", "north of", "on the way to", "above", "not far from"]),
            random.pick(&PERSONS),
            random.pick(&["reporters", "this paper", "listeners", "neighbours", "the press"]),
            3 + random.below(900),
            random.pick(&HOW),
            random.pick(&THING),
        );
        let _ = write!(text, "{} {}. ", random.pick(&VERB), what(random));
    }
    if random.one_in(4) {
        text.push_str(random.pick(&THEN));
    }
    text
}

/// A paper's host: few have most pages.
pub(crate) fn host(random: &mut Random) -> String {
    let rank = random.below(20) * random.below(20) / 4;
    let place = PLACES[usize::try_from(rank).unwrap_or_default() % PLACES.len()]
        .to_ascii_lowercase()
        .replace(' ', "-");
    format!(
        "www.{place}{}.example",
        ["-post", "-courier", "-herald", ""][usize::try_from(rank % 4).unwrap_or_default()]
    )
}

fn paper(host: &str) -> String {
    let name = host.trim_start_matches("www.").trim_end_matches(".example");
    name.split('-').map(|word| word[..1].to_ascii_uppercase() + &word[1..]).collect::<Vec<_>>().join(" ")
}

fn head(title: &str, host: &str) -> String {
    let paper = paper(host);
    format!(
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>{title} | {paper}</title>\
         <meta property=og:site_name content=\"{paper}\"><meta property=og:type content=article>"
    )
}

fn navigation(html: &mut String) {
    html.push_str("<header><nav><ul>");
    for section in ["Home", "Region", "Politics", "Economy", "Culture", "Sport", "Weather"] {
        let _ = write!(html, "<li class=\"nav__item\"><a href=\"/{section}\">{section}</a></li>");
    }
    html.push_str("</ul></nav></header>");
}

/// A page of headlines alone.
pub(crate) fn front(random: &mut Random, host: &str, size: usize) -> String {
    let mut html = head("Latest news", host) + "</head><body>";
    navigation(&mut html);
    html.push_str("<main>");
    for number in 0..40 {
        let (place, who, did) = (random.pick(&PLACES), random.pick(&WHO), random.pick(&DID));
        let _ = write!(
            html,
            "<div class=teaser><h3><a href=\"/story/{number}\">{place}: {who} {did} {}</a></h3></div>",
            random.pick(&WHAT)
        );
    }
    html.push_str("</main>");
    fill(&mut html, size);
    html + "</body></html>"
}

/// What pages of papers consist of mostly: scripts, then teasers, up to about `size` bytes.
fn fill(html: &mut String, size: usize) {
    let mut random = Random::of(size as u64, html.len() as u64);
    html.push_str("<aside class=related><h2>More from the region</h2><ul>");
    for number in 0..(size / 2000).min(60) {
        let (place, who) = (random.pick(&PLACES), random.pick(&WHO));
        let _ = write!(
            html,
            "<li class=\"card card--small\" data-id=\"{number}\"><a href=\"/r/{number}\"><span>{place}: {who} {} {}</span></a></li>",
            random.pick(&DID),
            random.pick(&WHAT)
        );
    }
    html.push_str("</ul></aside><script>window.__state={\"items\":[");
    while html.len() + 200 < size {
        let (a, b) = (random.below(1 << 40), random.below(1 << 20));
        let _ =
            write!(html, "{{\"id\":\"{a:x}\",\"score\":{b},\"class\":\"card__{}\"}},", random.pick(&WHAT));
    }
    html.push_str("0]};</script>");
}

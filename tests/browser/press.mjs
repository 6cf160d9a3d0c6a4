// An invented press on this machine: feeds in many scripts, a podcast, a channel of films, and as many papers as are asked for.
import { createServer } from "node:http";

// Name, language, headline, standfirst and paragraphs of papers in several scripts.
export const SCRIPTS = [
  ["The Skerry Post", "en", "Lighthouse keepers vote to stay on through the winter", "The last four keepers on the outer rocks will not leave before the supply boat returns in March.",
    ["The keepers met in the lamp room on Sunday evening and voted, three to one, to stay. The harbour office had offered to take them off before the first storms, and had sent a boat for the purpose.", "“A light that nobody tends goes out when it is needed most,” said Orla Finch, who has kept the northern tower for nineteen years.", "The office said that it would send coal, flour and a second radio, and would ask again in a month."]],
  ["Elbtaler Bote", "de", "Straßenbahnfahrer übernehmen die Nachtschichten größtenteils freiwillig", "Nach wochenlangem Streit einigten sich Betrieb und Belegschaft auf eine Probezeit von sechs Monaten.",
    ["Die Verkehrsbetriebe und ihre Fahrerinnen und Fahrer haben sich am Montagabend überraschend geeinigt. Künftig werden Nachtschichten zunächst ausgeschrieben; erst wenn sich niemand meldet, wird eingeteilt.", "„Wir haben drei Jahre lang darüber geredet, und nun ging es in einer Nacht“, sagte Änne Größer, die für die Belegschaft verhandelte.", "Die Geschäftsführung rechnet mit höheren Kosten von etwa 1,2 Millionen Euro im Jahr."]],
  ["Северный листок", "ru", "Ледокол вернулся в порт после сорока дней во льдах", "Экипаж доставил на станцию топливо и почту, но потерял один из винтов.",
    ["Ледокол «Ладья» вернулся в понедельник вечером. Сорок дней он пробивался к метеостанции на мысе, где запас топлива должен был закончиться к середине месяца.", "«Мы видели открытую воду всего дважды», — рассказал капитан Игнат Воронов. По его словам, правый винт сломался на двадцать третий день.", "Ремонт займёт три недели; следующий рейс назначен на январь."]],
  ["Η Φωνή του Όρμου", "el", "Το παλιό γεφύρι ανοίγει ξανά ύστερα από εννέα χρόνια", "Οι κάτοικοι των δύο όχθεων γιόρτασαν όλη τη νύχτα.",
    ["Το πέτρινο γεφύρι άνοιξε ξανά την Κυριακή το βράδυ. Οι εργασίες κράτησαν εννέα χρόνια, πολύ περισσότερο απ’ όσο είχε υποσχεθεί ο δήμος.", "«Η κόρη μου δεν το είχε δει ποτέ ανοιχτό», είπε η Μυρσίνη Λαγού, που μένει στην ανατολική όχθη.", "Ο δήμος θα μετρά κάθε μήνα τις ρωγμές και θα δημοσιεύει τα αποτελέσματα."]],
  ["صحيفة الواحة", "ar", "مزارعو النخيل يفتحون قناة الري القديمة بعد عشرين عامًا", "قال المجلس إن المياه ستصل إلى القرى السبع قبل نهاية الشهر.",
    ["فتح مزارعو النخيل قناة الري القديمة يوم الأحد بعد عشرين عامًا من الجفاف. وعمل في تنظيفها أكثر من ثلاثمئة رجل وامرأة خلال أسبوعين.", "وقالت سلمى الحارثي، رئيسة مجلس القرى: «لم نصدق أن الماء سيعود حتى سمعنا صوته في الليل».", "وسيقيس المجلس منسوب المياه كل يوم وينشر الأرقام في المسجد وعلى لوحة السوق."]],
  ["עיתון המפרץ", "he", "הספרייה העירונית תפתח את שעריה גם בלילה", "הניסיון יימשך שלושה חודשים ויסתיים באביב.",
    ["הספרייה העירונית תהיה פתוחה מיום ראשון גם בלילה, כך הודיעה העירייה. הניסיון יימשך שלושה חודשים, ובסופו יוחלט אם להמשיך.", "„מי שעובד ביום קורא בלילה”, אמרה נועה כרמלי, מנהלת הספרייה.", "העירייה תפרסם מדי שבוע כמה קוראים באו."]],
  ["みなと新報", "ja", "港の灯台、百年ぶりに手作業で点灯　町の子どもたちが見学", "停電のため、保存会の会員が油を運び、夜通し灯を守った。",
    ["月曜日の夜、港の灯台が百年ぶりに手作業で点灯された。嵐による停電が続いたため、保存会の会員十二人が油を運び上げ、夜通し灯を守った。", "「祖父から聞いたとおりにやってみました」と会長の浜田さんは話した。見学に来た子どもたちは、階段の下で順番を待った。", "市は、予備の電源を来月までに取り付ける予定だ。"]],
  ["항구일보", "ko", "어시장 상인들, 새벽 경매를 한 시간 늦추기로 합의", "시범 기간은 석 달이며 결과는 봄에 공개된다.",
    ["어시장 상인들이 새벽 경매를 한 시간 늦추기로 합의했다고 시장 사무소가 월요일 밝혔다. 어선들이 먼바다에서 돌아오는 시간이 길어졌기 때문이다.", "“잠을 한 시간 더 자면 다치는 사람이 줄어듭니다.” 경매사 한보라 씨는 이렇게 말했다.", "시범 기간은 석 달이며, 사무소는 매주 거래량을 공개하기로 했다."]],
  ["江畔晚报", "zh", "老船厂改成图书馆，首日迎来三千名读者", "设计者保留了船台和吊车，阅览室就设在船坞里。",
    ["江边的老船厂星期一改成图书馆后正式开放，首日迎来三千名读者。设计者保留了船台和吊车，阅览室就设在原来的船坞里。", "“我在这里焊了三十年的船，今天第一次坐下来看书。”退休工人周柏林说。", "图书馆每天开放到晚上十点，周末延长一小时。"]],
  ["ข่าวปากน้ำ", "th", "ชาวประมงเปิดตลาดเช้าริมท่าอีกครั้งหลังน้ำลด", "ตลาดจะเปิดทุกวันอาทิตย์จนถึงสิ้นฤดูฝน",
    ["ชาวประมงปากน้ำเปิดตลาดเช้าริมท่าอีกครั้งเมื่อวันอาทิตย์ หลังจากน้ำท่วมนานหกสัปดาห์ มีแผงขายปลากว่าสี่สิบแผง และเรือสามลำจอดเทียบท่าตั้งแต่ตีห้า", "“เราคิดถึงเสียงระฆังของตลาด” นางมาลี ศรีท่า ซึ่งขายปลาที่นี่มายี่สิบปีกล่าว", "เทศบาลจะซ่อมสะพานไม้ให้เสร็จภายในเดือนหน้า"]],
  ["नदी समाचार", "hi", "पुराने घाट की सीढ़ियाँ सत्रह साल बाद फिर खुलीं", "मरम्मत में गाँव के दो सौ लोगों ने हाथ बँटाया।",
    ["रविवार की शाम पुराने घाट की सीढ़ियाँ सत्रह साल बाद फिर खोल दी गईं। मरम्मत में गाँव के दो सौ लोगों ने हाथ बँटाया और पत्थर नाव से लाए गए।", "“मेरी माँ यहीं पानी भरने आती थीं,” शिक्षिका मीरा जोशी ने कहा।", "पंचायत हर महीने जलस्तर नापेगी और आँकड़े सूचना-पट्ट पर लगाएगी।"]],
];

const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const rss = (title, language, items) =>
  `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>${escape(title)}</title><link>http://press.example/</link><language>${language}</language>${items.join("")}</channel></rss>`;
const hours = (ago) => new Date(Date.now() - ago * 3_600_000).toUTCString();
const item = ({ id, link, title, standfirst = "", paragraphs = [], ago, more = "" }) =>
  `<item><guid isPermaLink="false">${id}</guid><title>${escape(title)}</title><link>${link}</link><pubDate>${hours(ago)}</pubDate><description>${escape(standfirst)}</description>${paragraphs.length ? `<content:encoded><![CDATA[${paragraphs.map((text) => `<p>${text}</p>`).join("")}]]></content:encoded>` : ""}${more}</item>`;

// Half a second of a tone as a WAV file: 8 kHz, 8 bits.
function tone() {
  const samples = Buffer.alloc(4_000, 0).map((_, at) => 128 + 40 * Math.sin(at / 3));
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write("WAVEfmt ", 8);
  [16, 0x10001, 8_000, 8_000].forEach((value, at) => head.writeUInt32LE(value, 16 + 4 * at));
  head.writeUInt32LE(0x80001, 32);
  head.write("data", 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

const WORDS = "harbour river bridge winter council market library ferry orchard signal quarry lantern meadow tower printer baker".split(" ");
const word = (seed) => WORDS[(seed * 7 + (seed >> 3)) % WORDS.length];

// Feeds by their paths; `papers` is how many plain ones there are, each with `articles`.
function feeds(base, papers, articles) {
  const found = new Map();
  SCRIPTS.forEach(([name, language, title, standfirst, paragraphs], at) => {
    const link = `${base}/paper/${language}/1`;
    found.set(`/${language}.xml`, rss(name, language, [item({ id: `${language}1`, link, title, standfirst, paragraphs, ago: at + 1 })]));
  });
  const sound = `<enclosure url="${base}/episode.wav" length="4044" type="audio/wav"/><itunes:duration>0:01</itunes:duration>`;
  found.set("/podcast.xml", rss("Night Harbour", "en", [item({ id: "ep1", link: `${base}/episode/1`, title: "Episode 1: the pilots", standfirst: "Two pilots about a night on the bar. With Ida Holm and Per Aas.", ago: 2, more: sound })]));
  const film = "Watch: https://www.youtube.com/watch?v=aaaaaaaaaaa";
  found.set("/channel.xml", `<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/"><id>yt:channel:C1</id><title>Boats and Knots</title><link rel="alternate" href="https://www.youtube.com/channel/C1"/><entry><id>yt:video:aaaaaaaaaaa</id><yt:videoId>aaaaaaaaaaa</yt:videoId><title>How to splice a rope</title><link rel="alternate" href="https://www.youtube.com/watch?v=aaaaaaaaaaa"/><author><name>Boats and Knots</name></author><published>${new Date(Date.now() - 3_600_000).toISOString()}</published><updated>${new Date().toISOString()}</updated><media:group><media:title>How to splice a rope</media:title><media:content url="https://www.youtube.com/v/aaaaaaaaaaa?version=3" type="application/x-shockwave-flash" width="640" height="390" duration="312"/><media:description>An eye splice in three minutes. ${film}</media:description></media:group></entry></feed>`);
  for (let paper = 0; paper < papers; paper += 1) {
    const items = [];
    for (let at = 0; at < articles; at += 1) {
      const seed = paper * articles + at;
      const title = `${word(seed)[0].toUpperCase()}${word(seed).slice(1)} ${seed}: the ${word(seed + 5)} of ${word(seed + 11)} ${paper}`;
      const paragraphs = [1, 2, 3].map((part) => `The ${word(seed + part)} committee of district ${seed} met about its ${word(seed + 3 * part)} and will meet again when the ${word(seed + 7 * part)} of number ${seed * part} is counted.`);
      items.push(item({ id: `p${seed}`, link: `${base}/paper/p${paper}/${at}`, title, standfirst: paragraphs[0], paragraphs, ago: 1 + (seed % 60) }));
    }
    found.set(`/paper${paper}.xml`, rss(`Paper ${paper}`, "en", items));
  }
  return found;
}

// Serves the press; `feeds` are the addresses of what it publishes.
export async function startPress({ papers = 0, articles = 0 } = {}) {
  let all = new Map();
  const sound = tone();
  const server = createServer((request, answer) => {
    const feed = all.get(request.url);
    if (feed) answer.writeHead(200, { "Content-Type": "application/xml" }).end(feed);
    else if (request.url === "/episode.wav") {
      const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "");
      const [from, to] = range ? [Number(range[1]), range[2] ? Number(range[2]) : sound.length - 1] : [0, sound.length - 1];
      const headers = { "Content-Type": "audio/wav", "Accept-Ranges": "bytes", "Content-Length": to - from + 1 };
      if (range) headers["Content-Range"] = `bytes ${from}-${to}/${sound.length}`;
      answer.writeHead(range ? 206 : 200, headers).end(sound.subarray(from, to + 1));
    } else answer.writeHead(404).end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${server.address().port}`;
  all = feeds(base, papers, articles);
  return { base, feeds: [...all.keys()].map((path) => base + path), stop: () => server.close() };
}

// A list of feeds as another reader exports it, in folders of twenty.
export function opml(feeds) {
  const folders = [];
  for (let at = 0; at < feeds.length; at += 20) {
    const rows = feeds.slice(at, at + 20).map((url) => `<outline type="rss" text="${url.split("/").pop()}" xmlUrl="${url}"/>`);
    folders.push(`<outline text="Folder ${1 + at / 20}">${rows.join("")}</outline>`);
  }
  return `<?xml version="1.0"?><opml version="2.0"><body>${folders.join("")}</body></opml>`;
}

//! Every shape of the API in one place, in the notation of [`super::notation`]. A test holds the answers of every route to it.

use super::notation::Shapes;

/// Shapes by name.
pub(super) const SHAPES: &Shapes = &[
    ("Holding", "= full partial headline_only none other_kind"),
    ("Medium", "= audio video picture note"),
    ("Source", "= feed page both"),
    ("Show", "= all unread starred muted"),
    ("Mark", "= read unread star unstar"),
    ("FollowKind", "= publisher words section"),
    ("Correct", "= part move join"),
    ("FetchPages", "= auto always never"),
    ("FetchOutcome", "= changed same kept too_soon later no_page"),
    ("FeedState", "= paused well waiting limping failing gone"),
    ("LoginKind", "= basic bearer header cookie"),
    ("RuleVerdict", "= full partial headline_only none other_kind not_whole"),
    ("RuleKind", "= article audio video picture note"),
    ("CopyKind", "= same excerpt extended edited"),
    ("Image", "url:text credit:text? alt:text?"),
    (
        "Entry",
        "id:int title:text standfirst:text? url:text? publisher:text? publisher_host:text? language:text? published:time? seen:time \
         holding:Holding? reasons:[text] image:Image? words:count story:int? copy_of:int? agency:text? read:time? starred:time? \
         labels:[text] muted_by:text? retitled:bool updated:time? withdrawn:time? section:Section? medium:Medium?",
    ),
    ("Holdings", "full:count partial:count headline_only:count none:count other_kind:count waiting:count"),
    ("Rank", "breadth:number freshness:number growth:number diversity:number follow:number"),
    (
        "Story",
        "id:int title:text lead:Entry image:Image? publishers:[text] outlets:count voices:count articles:count unread:count \
         holdings:Holdings first:time last:time section:Section? score:number rank:Rank",
    ),
    ("Against", "words:[text] numbers:[text] other_numbers:[text]"),
    ("Why", "score:number threshold:number terms:[text] hours_apart:number?"),
    ("Copy", "of:int share:number kind:CopyKind"),
    ("Title", "title:text until:time"),
    ("Version", "+Entry against:Against? why:Why? copy:Copy? earlier_titles:[Title]"),
    ("WholeStory", "+Story versions:[Version] more:bool next_cursor:text?"),
    (
        "Earlier",
        "until:time title:text? url:text? standfirst:text? published:time? authors:[text]? files:[text]? text:text?",
    ),
    ("File", "url:text type:text? length:bytes? duration_seconds:count? title:text?"),
    ("Transcript", "url:text type:text? language:text?"),
    ("Chapter", "start_seconds:number title:text? url:text?"),
    ("Person", "name:text role:text? url:text?"),
    (
        "Attached",
        "files:[File] duration_seconds:count? season:count? episode:count? episode_type:text? explicit:bool? \
         transcripts:[Transcript] chapters:[Chapter] chapters_url:text? people:[Person] video_id:text? player:text? views:int?",
    ),
    ("Note", "id:int entry:int at:time changed:time quote:text prefix:text suffix:text text:text"),
    ("Progress", "file:count position:count length:count? speed:count?"),
    ("OtherReading", "source:Source at:time reading:Reading"),
    ("NamedFeed", "id:int title:text"),
    (
        "WholeArticle",
        "article:Entry reading:Reading? source:Source? other_reading:OtherReading? attached:Attached authors:[text] \
         categories:[text] comments:text? feeds:[NamedFeed] history:[Earlier] earlier_titles:[Title] notes:[Note] progress:[Progress]",
    ),
    (
        "Feed",
        "id:int title:text url:text home:text? folder:text? folders:[text] kind:text? language:text? state:FeedState health:text paused:time? \
         failures:count last_poll:time? last_ok:time? next_due:time? entries:count unread:count repairs:[text] keep_days:days? \
         keep_bytes:bytes? poll_hours:hours? fetch_pages:FetchPages opens_original:bool private:bool has_login:bool",
    ),
    ("Poll", "at:time outcome:text status:count? took_ms:count new:count error:text?"),
    ("Hub", "url:text topic:text lease_until:time? tries:count error:text?"),
    ("Login", "kind:LoginKind origin:text also:[text] allow_http:bool"),
    ("NewLogin", "kind:LoginKind name?:text secret:text also?:[text] allow_http?:bool"),
    ("Access", "feed:int url:text private:bool login:Login?"),
    ("Fragment", "text:text hit:bool"),
    ("Hit", "+Entry title_marked:[Fragment] snippet:[Fragment]"),
    ("Group", "story:int? articles:[Hit]"),
    ("CorrectedArticle", "id:int title:text url:text?"),
    ("Correction", "id:int at:time do:Correct from:int into:int articles:[CorrectedArticle] undone:time?"),
    ("SavedSearch", "id:int name:text q:text alert:bool new:count feed:text"),
    ("Label", "id:int name:text entries:count"),
    ("FeedUnread", "feed:int unread:count"),
    ("FolderUnread", "folder:text unread:count"),
    ("Change", "entry:int place:int"),
    ("Follow", "id:int at:time kind:FollowKind value:text"),
    ("NotedEntry", "+Entry notes:[Note]"),
    (
        "Conditions",
        "title:[text] text:[text] without:[text] authors:[text] publishers:[text] feed:int? folder:text? verdict:RuleVerdict? \
         language:text? section:Section? kind:RuleKind? words_from:count? words_to:count? story_from:count? story_to:count? story:int?",
    ),
    (
        "NewConditions",
        "title?:[text] text?:[text] without?:[text] authors?:[text] publishers?:[text] feed?:int? folder?:text? \
         verdict?:RuleVerdict? language?:text? section?:Section? kind?:RuleKind? words_from?:count? words_to?:count? \
         story_from?:count? story_to?:count? story?:int?",
    ),
    ("Actions", "mute:bool read:bool star:bool label:text? lift:bool notify:bool"),
    ("NewActions", "mute?:bool read?:bool star?:bool label?:text? lift?:bool notify?:bool"),
    ("Rule", "id:int at:time name:text paused:bool matches:count conditions:Conditions actions:Actions"),
    (
        "Webhook",
        "id:int url:text starred:bool labelled:bool searches:bool stories:bool made:time stopped:time?",
    ),
    ("Delivery", "id:text event:text made:time due:time? tries:count tried:time? status:count? error:text?"),
    ("Error", "error:ErrorWords"),
    ("ErrorWords", "status:count message:text next:text"),
    ("Problem", "type:text title:text status:count detail:text next:text"),
];

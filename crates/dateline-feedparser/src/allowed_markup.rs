//! What may stand in cleaned markup: elements, attributes and style properties that show text and pictures and run nothing.
//! Words of the HTML, MathML and SVG Tiny vocabularies, less everything with scripts, frames, plug-ins or animation.

/// Elements of HTML.
pub(super) const ELEMENTS: &str = " a abbr acronym address area article aside audio b big blockquote br button canvas caption center cite code col colgroup command datagrid datalist dd del details dfn dialog dir div dl dt em event-source fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hr i img input ins kbd keygen label legend li m map menu meter multicol nav nextid noscript ol optgroup option output p pre progress q rp rt ruby s samp section select small sound source spacer span strike strong sub sup table tbody td textarea tfoot th thead time tr tt u ul var video ";

/// Attributes of HTML.
pub(super) const ATTRIBUTES: &str = " abbr accept accept-charset accesskey action align alt autocomplete autofocus axis background balance bgcolor bgproperties border bordercolor bordercolordark bordercolorlight bottompadding cellpadding cellspacing ch challenge char charoff charset checked choff cite class clear color cols colspan compact contenteditable controls coords data datafld datapagesize datasrc datetime default delay dir disabled draggable dynsrc enctype end face for form frame galleryimg gutter headers height hidden hidefocus high href hreflang hspace icon id inputmode ismap keytype label lang leftspacing list longdesc loop loopcount loopend loopstart low lowsrc max maxlength media method min multiple name nohref noshade nowrap open optimum pattern ping point-size poster pqg preload prompt radiogroup readonly rel repeat-max repeat-min replace required rev rightspacing rows rowspan rules scope selected shape size span src start step style summary suppress tabindex target template title toppadding type unselectable urn usemap valign value variable volume vrml vspace width wrap xml:lang ";

/// Attributes that hold addresses.
pub(super) const ADDRESSES: &str = " action background cite codebase data datasrc dynsrc href icon longdesc lowsrc ping poster profile src urn usemap vrml xlink:href template ";

/// Where a relative address is made absolute: element and attribute.
pub(super) const RELATIVE: &[(&str, &str)] = &[
    ("a", "href"),
    ("area", "href"),
    ("audio", "src"),
    ("blockquote", "cite"),
    ("del", "cite"),
    ("form", "action"),
    ("img", "longdesc"),
    ("img", "src"),
    ("img", "usemap"),
    ("input", "src"),
    ("input", "usemap"),
    ("ins", "cite"),
    ("q", "cite"),
    ("source", "src"),
    ("video", "poster"),
    ("video", "src"),
];

/// Elements whose content goes with them.
pub(super) const WITH_CONTENT: &str = " applet script style ";

/// Elements without end tag.
pub(super) const VOID: &str = " area base basefont br col command embed frame hr img input isindex keygen link meta param source track wbr ";

/// Elements of MathML.
pub(super) const MATHML: &str = " annotation maction maligngroup malignmark math menclose merror mfenced mfrac mglyph mi mlabeledtr mlongdiv mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mscarries mscarry msgroup msline mspace msqrt msrow mstack mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics ";

/// Attributes of MathML.
pub(super) const MATHML_ATTRIBUTES: &str = " accent accentunder align alignmentscope altimg altimg-height altimg-valign altimg-width alttext bevelled charalign close columnalign columnlines columnspacing columnspan columnwidth crossout decimalpoint denomalign depth dir display displaystyle edge encoding equalcolumns equalrows fence fontstyle fontweight form frame framespacing groupalign height href id indentalign indentalignfirst indentalignlast indentshift indentshiftfirst indentshiftlast indenttarget largeop length linebreak linebreakstyle lineleading linethickness lquote lspace mathbackground mathcolor mathsize mathvariant maxsize minlabelspacing minsize movablelimits notation numalign open overflow position rowalign rowlines rowspacing rowspan rquote rspace scriptlevel scriptminsize scriptsizemultiplier selection separator separators shift side src stackalign stretchy subscriptshift superscriptshift symmetric voffset width xlink:href xlink:show xlink:type xmlns xmlns:xlink ";

/// Elements of SVG, as SVG spells them.
pub(super) const SVG: &str = " a circle defs desc ellipse font-face font-face-name font-face-src g glyph hkern line linearGradient marker metadata missing-glyph path polygon polyline radialGradient rect stop svg switch text title tspan ";

/// Attributes of SVG, as SVG spells them.
pub(super) const SVG_ATTRIBUTES: &str = " accent-height alphabetic arabic-form ascent baseProfile bbox cap-height class color color-rendering cx cy d descent display dx dy fill fill-opacity fill-rule font-family font-size font-stretch font-style font-variant font-weight fx fy g1 g2 glyph-name gradientUnits hanging height horiz-adv-x horiz-origin-x id ideographic k lang marker-end marker-mid marker-start markerHeight markerUnits markerWidth mathematical max min name offset opacity orient origin overline-position overline-thickness panose-1 path pathLength points preserveAspectRatio r refX refY requiredExtensions requiredFeatures rotate rx ry slope stemh stemv stop-color stop-opacity strikethrough-position strikethrough-thickness stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width systemLanguage target text-anchor transform type u1 u2 underline-position underline-thickness unicode unicode-range units-per-em version viewBox visibility width widths x x-height x1 x2 xlink:actuate xlink:arcrole xlink:href xlink:role xlink:show xlink:title xlink:type xml:base xml:lang xml:space xmlns xmlns:xlink y y1 y2 zoomAndPan ";

/// Style properties.
pub(super) const STYLES: &str = " azimuth background-color border-bottom-color border-collapse border-color border-left-color border-right-color border-top-color clear color cursor direction display elevation float font font-family font-size font-style font-variant font-weight height letter-spacing line-height overflow pause pause-after pause-before pitch pitch-range richness speak speak-header speak-numeral speak-punctuation speech-rate stress text-align text-decoration text-indent unicode-bidi vertical-align voice-family volume white-space width ";

/// Words that borders, margins and the like may hold.
pub(super) const STYLE_WORDS: &str = " !important aqua auto black block blue bold both bottom brown center collapse dashed dotted fuchsia gray green italic left lime maroon medium navy none normal nowrap olive pointer purple red right silver solid teal top transparent underline white yellow ";

/// Whether a list of words holds the word, in any case.
pub(super) fn has(list: &'static str, word: &str) -> bool {
    spelled(list, word).is_some()
}

/// The word as the list spells it.
pub(super) fn spelled(list: &'static str, word: &str) -> Option<&'static str> {
    list.split_ascii_whitespace().find(|known| known.eq_ignore_ascii_case(word))
}

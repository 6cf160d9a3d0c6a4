//! Names of SVG and MathML that the tokenizer has put in lower case, and prefixes of their attributes.

use crate::attr_names::AttrName;
use crate::attrs::Prefix;
use crate::node::Namespace;
use crate::string_ranges::Store;

/// The SVG element name that `lower` stands for, where it has capitals.
pub(super) fn svg_element(lower: &str) -> Option<&'static str> {
    find(SVG_ELEMENTS, lower)
}

fn find(table: &'static [&'static str], lower: &str) -> Option<&'static str> {
    let order = |name: &&str| name.bytes().map(|byte| byte.to_ascii_lowercase()).cmp(lower.bytes());
    table.binary_search_by(order).ok().map(|at| table[at])
}

/// Adjusts the attributes of an element that goes into `namespace`.
pub(super) fn attributes(store: &mut Store<'_>, list: u32, namespace: Namespace) {
    for at in 0..store.attrs.list(list).len() {
        let Some(attr) = store.attrs.at_mut(list, at).copied() else { return };
        let name = store.get(attr.name());
        if let Some((_, prefix, skipped)) = FOREIGN.iter().find(|(foreign, ..)| *foreign == name) {
            let known = AttrName::of(&name[usize::from(*skipped)..]);
            if let Some(attr) = store.attrs.at_mut(list, at) {
                attr.set_prefix(*prefix);
                attr.name += u32::from(*skipped);
                attr.name_length -= skipped;
                attr.known = known;
            }
            continue;
        }
        let adjusted = match namespace {
            Namespace::Svg => find(SVG_ATTRIBUTES, name),
            Namespace::MathMl if name == "definitionurl" => Some("definitionURL"),
            _ => None,
        };
        if let Some(adjusted) = adjusted {
            let kept = store.keep(adjusted).0;
            if let Some(attr) = store.attrs.at_mut(list, at) {
                attr.name = kept;
            }
        }
    }
}

/// Attributes with a prefix: name, prefix, bytes before the local name.
const FOREIGN: &[(&str, Prefix, u16)] = &[
    ("xlink:actuate", Prefix::Xlink, 6),
    ("xlink:arcrole", Prefix::Xlink, 6),
    ("xlink:href", Prefix::Xlink, 6),
    ("xlink:role", Prefix::Xlink, 6),
    ("xlink:show", Prefix::Xlink, 6),
    ("xlink:title", Prefix::Xlink, 6),
    ("xlink:type", Prefix::Xlink, 6),
    ("xml:lang", Prefix::Xml, 4),
    ("xml:space", Prefix::Xml, 4),
    ("xmlns:xlink", Prefix::Xmlns, 6),
];

/// Element names with capitals, sorted by their lower case.
const SVG_ELEMENTS: &[&str] = &[
    "altGlyph",
    "altGlyphDef",
    "altGlyphItem",
    "animateColor",
    "animateMotion",
    "animateTransform",
    "clipPath",
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feComposite",
    "feConvolveMatrix",
    "feDiffuseLighting",
    "feDisplacementMap",
    "feDistantLight",
    "feDropShadow",
    "feFlood",
    "feFuncA",
    "feFuncB",
    "feFuncG",
    "feFuncR",
    "feGaussianBlur",
    "feImage",
    "feMerge",
    "feMergeNode",
    "feMorphology",
    "feOffset",
    "fePointLight",
    "feSpecularLighting",
    "feSpotLight",
    "feTile",
    "feTurbulence",
    "foreignObject",
    "glyphRef",
    "linearGradient",
    "radialGradient",
    "textPath",
];

/// Attribute names with capitals, sorted by their lower case.
const SVG_ATTRIBUTES: &[&str] = &[
    "attributeName",
    "attributeType",
    "baseFrequency",
    "baseProfile",
    "calcMode",
    "clipPathUnits",
    "diffuseConstant",
    "edgeMode",
    "filterUnits",
    "glyphRef",
    "gradientTransform",
    "gradientUnits",
    "kernelMatrix",
    "kernelUnitLength",
    "keyPoints",
    "keySplines",
    "keyTimes",
    "lengthAdjust",
    "limitingConeAngle",
    "markerHeight",
    "markerUnits",
    "markerWidth",
    "maskContentUnits",
    "maskUnits",
    "numOctaves",
    "pathLength",
    "patternContentUnits",
    "patternTransform",
    "patternUnits",
    "pointsAtX",
    "pointsAtY",
    "pointsAtZ",
    "preserveAlpha",
    "preserveAspectRatio",
    "primitiveUnits",
    "refX",
    "refY",
    "repeatCount",
    "repeatDur",
    "requiredExtensions",
    "requiredFeatures",
    "specularConstant",
    "specularExponent",
    "spreadMethod",
    "startOffset",
    "stdDeviation",
    "stitchTiles",
    "surfaceScale",
    "systemLanguage",
    "tableValues",
    "targetX",
    "targetY",
    "textLength",
    "viewBox",
    "viewTarget",
    "xChannelSelector",
    "yChannelSelector",
    "zoomAndPan",
];

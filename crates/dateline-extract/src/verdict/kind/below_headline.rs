//! What a page tells right under its headline: an article's paragraphs stand there, whatever stands around them; under the name of
//! a section stand other stories.

use super::super::{Case, brief};
use crate::gate::notice_shape::has_price;
use crate::text::is_sentence;
use crate::text_fragment::addressee::is_stop;
use crate::text_fragment::{Fragment, RUNNING};
use dateline_model::Block;

/// Words of a paragraph.
const PARAGRAPH: usize = 8;
/// Headlines of other stories, one after another, at which the text is over.
const OTHERS: usize = 2;
/// Words of a link that is another story's headline.
const LINK: usize = 4;

/// Words under a headline that are a brief at least.
const BRIEF: usize = 20;
/// Prices from which on a page is a shop's, whatever stands under its headline.
const PRICES: usize = 3;

/// Whether the text under the headline counts for more than what stands around it: a fourth of the words of all headlines that
/// lead elsewhere, an eighth of all that can be seen. Of 93 fronts of the tuning hosts two are like that, of 1,318 articles
/// eight in ten.
pub(super) fn outweighs(case: &Case<'_, '_>, headline_words: usize) -> bool {
    let told = words(case);
    if told < BRIEF {
        return false;
    }
    let tables = case.survey.body.iter().filter(|placed| matches!(placed.block, Block::Table { .. }));
    let told = told + tables.map(|placed| crate::text::words(&placed.block.text())).sum::<usize>();
    let priced =
        |fragment: &&Fragment| !fragment.scope.hidden && fragment.words <= 12 && has_price(&fragment.text);
    let prices = || case.fragments.iter().filter(priced).take(PRICES).count();
    told * 4 >= headline_words && told * 8 >= case.visible && prices() < PRICES
}

/// Words of the paragraphs under the headline, up to where other stories begin.
fn words(case: &Case<'_, '_>) -> usize {
    let seen: Vec<&Fragment> =
        case.fragments.iter().filter(|fragment| !fragment.scope.hidden && !fragment.scope.noscript).collect();
    let headlines = seen.iter().enumerate().filter(|(_, fragment)| brief::is_headline(case, fragment));
    headlines.map(|(at, _)| below(&seen[at + 1..])).max().unwrap_or_default()
}

fn below(fragments: &[&Fragment]) -> usize {
    let (mut words, mut others) = (0, 0);
    for fragment in fragments {
        let ends = is_sentence(&fragment.text, fragment.words)
            || fragment.words >= RUNNING && fragment.text.contains(is_stop);
        let reads = fragment.words >= PARAGRAPH && fragment.linked * 3 < fragment.text.len() && ends;
        if fragment.is_link() && fragment.words >= LINK {
            others += 1;
        } else if reads && !fragment.scope.teaser && !fragment.scope.comments {
            others = 0;
            words += fragment.words;
        }
        if others >= OTHERS {
            break;
        }
    }
    words
}

//! Pages that republish somebody's text together with the failures and teasers that stood below it. Such lines carry no
//! markup that tells them apart, so they are read as plain text is; on every other page nothing here happens.

use crate::body::PlacedBlock;
use crate::explain::ExplainedLine;
use crate::lexicon::Hit;
use crate::plain::{self, Told};
use crate::text_fragment::Fragment;
use crate::verdict::quote_location;
use dateline_html::Document;
use dateline_model::{Aside, AsideKind, Block, Evidence, Holding, Origin, Reading, Reason, Verdict};
use std::collections::HashSet;

/// Pieces after the last paragraph that may belong to the copied text.
const AFTER: usize = 16;
/// Kinds of failure that a text must speak of: a publisher's own page speaks of one, a copied one of several.
const REASONS: usize = 2;

/// What only a page says that tried to have somebody else's text.
const FAILURES: &[Reason] = &[Reason::RetrievalFailed, Reason::Javascript, Reason::BotCheck];

/// What plain reading makes of the lines of a copied text.
pub(crate) struct Copied {
    told: Vec<Told>,
    verdict: Verdict,
}

/// Reads the fragments from the first paragraph on as lines; nothing unless they are a copied text that breaks off.
pub(crate) fn find(doc: &Document, fragments: &[Fragment], body: &[PlacedBlock]) -> Option<Copied> {
    if !speaks_of_failures(fragments) {
        return None;
    }
    let blocks: HashSet<String> = body.iter().map(|placed| placed.block.text()).collect();
    let first = fragments.iter().position(|fragment| blocks.contains(&fragment.text))?;
    let last = fragments.iter().rposition(|fragment| blocks.contains(&fragment.text))?;
    let parent = doc.parent(fragments[last].node);
    let after =
        fragments[last + 1..].iter().take(AFTER).take_while(|fragment| doc.parent(fragment.node) == parent);
    let lines = fragments[first..=last].iter().chain(after);
    let lines: Vec<&str> = lines
        .filter(|fragment| !fragment.scope.foreign() && !fragment.is_link() && !fragment.scope.heading)
        .map(|fragment| fragment.text.as_str())
        .collect();
    let text = lines.join("\n");
    let told = plain::explain(&text);
    let reasons: HashSet<_> = told.iter().filter_map(|line| line.reason).collect();
    let teasers = told.iter().any(|line| matches!(line.aside, Some(AsideKind::Teaser | AsideKind::Cluster)));
    // A publisher's own wall asks for money and an account; that text could not be had is what a copier's page says.
    let failed = reasons.iter().any(|reason| FAILURES.contains(reason));
    if reasons.len() < REASONS || !failed || !teasers {
        return None;
    }
    let verdict = plain::read(&text).verdict;
    (verdict.holding == Holding::Partial).then_some(Copied { told, verdict })
}

/// Whether short fragments give several reasons, one of them a failure: what every copied text that breaks off does, and
/// hardly any other page. Spares all others the reading line by line.
fn speaks_of_failures(fragments: &[Fragment]) -> bool {
    let reasons: HashSet<_> =
        fragments.iter().flat_map(|fragment| fragment.hits.iter().filter_map(Hit::reason)).collect();
    reasons.len() >= REASONS && reasons.iter().any(|reason| FAILURES.contains(reason))
}

impl Copied {
    /// Puts the lines that are not the article aside, and the plain text's verdict in the place of the page's: the host
    /// that served it refused nothing.
    pub(crate) fn apply(&self, doc: &Document, reading: &mut Reading) {
        let apart: HashSet<&str> = self.apart().map(|line| line.text.as_str()).collect();
        if let Some(article) = &mut reading.article {
            article.blocks.retain(|block: &Block| !apart.contains(block.text().as_str()));
        }
        reading.asides.retain(|aside| !aside.text.lines().any(|line| apart.contains(line)));
        reading.asides.extend(self.apart().filter_map(aside));
        let declared = std::mem::take(&mut reading.verdict.declared);
        reading.verdict = Verdict { declared, evidence: self.evidence(doc), ..self.verdict.clone() };
    }

    /// The same for the lines of an explanation.
    pub(crate) fn explain(&self, lines: &mut [ExplainedLine]) {
        for line in lines {
            if let Some(told) = self.apart().find(|told| told.text == line.text) {
                line.is_body = false;
                line.kind = told.aside;
                line.reason = told.reason;
                line.because.clone_from(&told.because);
                line.items.clone_from(&told.items);
            }
        }
    }

    fn apart(&self) -> impl Iterator<Item = &Told> {
        self.told.iter().filter(|line| line.aside.is_some())
    }

    fn evidence(&self, doc: &Document) -> Vec<Evidence> {
        let found = self.verdict.evidence.iter();
        let found = found.filter_map(|fragment| {
            let again = quote_location::quote(doc, doc.root(), &fragment.quote, &fragment.supports)?;
            Some(Evidence { origin: Origin::Inherited, rule: fragment.rule, ..again })
        });
        found.collect()
    }
}

fn aside(told: &Told) -> Option<Aside> {
    Some(Aside { kind: told.aside?, text: told.text.clone(), items: told.items.clone(), reason: told.reason })
}

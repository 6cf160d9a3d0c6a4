//! What is taken in, made plain: whatever a publisher sends, no character that is obeyed rather than shown is stored.

use crate::{EntryCommit, EntryFacts, FeedMeta, NewFeed, PollCommit, PollOutcome, ReadingCommit};
use dateline_model::{Attached, Placement, make_each_plain, make_plain};

impl EntryFacts {
    pub(crate) fn make_plain(&mut self) {
        make_plain(&mut self.title);
        let single = [
            &mut self.key.guid,
            &mut self.key.url,
            &mut self.summary,
            &mut self.publisher,
            &mut self.publisher_host,
            &mut self.language,
        ];
        make_each_plain(single.into_iter().flatten());
        for item in &mut self.related {
            make_plain(&mut item.title);
            make_each_plain(&mut item.publisher);
        }
        make_each_plain(self.categories.iter_mut().chain(&mut self.authors));
        attached_plain(&mut self.attached);
    }
}

fn attached_plain(attached: &mut Attached) {
    let single = [&mut attached.episode_type, &mut attached.video_id];
    make_each_plain(single.into_iter().flatten());
    for file in &mut attached.files {
        make_each_plain([&mut file.media_type, &mut file.title].into_iter().flatten());
    }
    for transcript in &mut attached.transcripts {
        make_each_plain([&mut transcript.media_type, &mut transcript.language].into_iter().flatten());
    }
    for chapter in &mut attached.chapters {
        make_plain(&mut chapter.title);
    }
    for credit in &mut attached.people {
        make_plain(&mut credit.name);
        make_each_plain(&mut credit.role);
    }
}

impl EntryCommit {
    pub(crate) fn make_plain(&mut self) {
        self.facts.make_plain();
        if let Some(reading) = &mut self.reading {
            reading.make_plain();
        }
        if let Some(other) = &mut self.other {
            other.reading.make_plain();
        }
    }
}

impl ReadingCommit {
    pub(crate) fn make_plain(&mut self) {
        self.reading.make_plain();
        if let Some(other) = &mut self.other {
            other.reading.make_plain();
        }
        if let Some(Placement::Join(_, why)) = self.change.as_mut().map(|change| &mut change.placement) {
            make_each_plain(&mut why.terms);
        }
    }
}

impl PollCommit {
    pub(crate) fn make_plain(&mut self) {
        self.entries.iter_mut().for_each(EntryCommit::make_plain);
        match &mut self.outcome {
            PollOutcome::Fresh(meta) => meta.make_plain(),
            PollOutcome::Failed { words, .. } => make_plain(words),
            PollOutcome::Unchanged | PollOutcome::Pushed | PollOutcome::Gone => {}
        }
    }
}

impl FeedMeta {
    fn make_plain(&mut self) {
        make_each_plain([&mut self.title, &mut self.language].into_iter().flatten());
        make_each_plain(&mut self.repairs);
    }
}

impl NewFeed {
    pub(crate) fn make_plain(&mut self) {
        make_each_plain([&mut self.title, &mut self.folder].into_iter().flatten());
    }
}

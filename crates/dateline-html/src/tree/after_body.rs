//! Insertion modes of framesets and of what follows the body.

use super::nodes::Place;
use super::{Builder, Mode, Step};
use crate::offsets::{NONE, offset};
use crate::tag_names as n;
use crate::tokenizer::{Run, Token};

impl Builder<'_> {
    /// White space in front goes the way of the body; the rest is returned, if any.
    fn space_to_body(&mut self, run: Run) -> Option<Token> {
        let (space, rest) = self.split(run);
        if let Some(space) = space {
            self.in_body(Token::Text(space));
        }
        rest.map(Token::Text)
    }

    /// Keeps the white space of a run and drops the rest.
    pub(super) fn only_space(&mut self, run: Run, to_body: bool) {
        let mut left = Some(run);
        while let Some(run) = left {
            let (space, rest) = self.split(run);
            match space {
                Some(space) if to_body => _ = self.in_body(Token::Text(space)),
                Some(space) => self.insert_text(space),
                None => {}
            }
            left = rest.and_then(|rest| self.skip_to_space(rest));
        }
    }

    fn skip_to_space(&self, run: Run) -> Option<Run> {
        let text = self.store.get(run.data);
        let at = text.bytes().position(|byte| byte.is_ascii_whitespace())? as u32;
        // Where references changed the run, characters stand elsewhere in the source than in the run.
        let written = self.store.source.get(run.source.0 as usize..run.source.1 as usize).unwrap_or_default();
        let passed = written.bytes().position(|byte| byte.is_ascii_whitespace()).unwrap_or(written.len());
        let source = (run.source.0 + passed as u32, run.source.1);
        Some(Run { data: (run.data.0 + at, run.data.1), source })
    }

    pub(super) fn after_body(&mut self, token: Token) -> Step {
        let token = match token {
            Token::Text(run) => match self.space_to_body(run) {
                Some(rest) => rest,
                None => return Step::Done,
            },
            Token::Comment(run) => {
                let root = self.stack.first().map_or(0, |open| open.node);
                self.insert_comment(run, Place { parent: root, before: NONE });
                return Step::Done;
            }
            Token::Doctype | Token::Eof => return Step::Done,
            Token::Start(start) if start.name == n::HTML => return self.in_body(token),
            Token::End(n::HTML) => {
                if self.context.is_none() {
                    self.page_ends.1 = offset(self.tokenizer.at);
                    self.mode = Mode::AfterAfterBody;
                }
                return Step::Done;
            }
            other => other,
        };
        self.mode = Mode::InBody;
        Step::Again(token)
    }

    pub(super) fn in_frameset(&mut self, token: Token) -> Step {
        match token {
            Token::Text(run) => self.only_space(run, false),
            Token::Comment(run) => self.comment_here(run),
            Token::Start(start) => match start.name {
                n::HTML => return self.in_body(token),
                n::FRAMESET => _ = self.insert(start),
                n::FRAME => _ = self.insert_closed(start),
                n::NOFRAMES => return self.in_head(token),
                _ => {}
            },
            Token::End(n::FRAMESET) if self.stack.len() > 1 => {
                self.pop();
                if self.context.is_none() && !self.is_current(n::FRAMESET) {
                    self.mode = Mode::AfterFrameset;
                }
            }
            _ => {}
        }
        Step::Done
    }

    pub(super) fn after_frameset(&mut self, token: Token) -> Step {
        match token {
            Token::Text(run) => self.only_space(run, false),
            Token::Comment(run) => self.comment_here(run),
            Token::Start(start) if start.name == n::HTML => return self.in_body(token),
            Token::Start(start) if start.name == n::NOFRAMES => return self.in_head(token),
            Token::End(n::HTML) => self.mode = Mode::AfterAfterFrameset,
            _ => {}
        }
        Step::Done
    }

    pub(super) fn after_after_body(&mut self, token: Token) -> Step {
        let token = match token {
            Token::Comment(run) => {
                self.insert_comment(run, Place { parent: 0, before: NONE });
                return Step::Done;
            }
            Token::Doctype | Token::Eof => return Step::Done,
            Token::Text(run) => match self.space_to_body(run) {
                Some(rest) => rest,
                None => return Step::Done,
            },
            Token::Start(start) if start.name == n::HTML => return self.in_body(token),
            other => other,
        };
        self.mode = Mode::InBody;
        Step::Again(token)
    }

    pub(super) fn after_after_frameset(&mut self, token: Token) -> Step {
        match token {
            Token::Comment(run) => self.insert_comment(run, Place { parent: 0, before: NONE }),
            Token::Text(run) => self.only_space(run, true),
            Token::Start(start) if start.name == n::HTML => return self.in_body(token),
            Token::Start(start) if start.name == n::NOFRAMES => return self.in_head(token),
            _ => {}
        }
        Step::Done
    }
}

//! Insertion modes before the body: "initial" to "after head".

use super::nodes::Place;
use super::{Builder, Mode, Step, implied};
use crate::node::{Namespace, NodeKind};
use crate::offsets::{NONE, offset};
use crate::tag_names as n;
use crate::tokenizer::{Raw, Run, Start, Token};

impl Builder<'_> {
    fn comment_to_document(&mut self, run: Run) -> Step {
        self.insert_comment(run, Place { parent: 0, before: NONE });
        Step::Done
    }

    /// The rest of a run behind white space that a mode ignores, as a token.
    pub(super) fn after_space(&self, run: Run) -> Option<Token> {
        self.split(run).1.map(Token::Text)
    }

    /// Inserts the white space in front of a run and returns the rest.
    pub(super) fn insert_space(&mut self, run: Run) -> Option<Token> {
        let (space, rest) = self.split(run);
        if let Some(space) = space {
            self.insert_text(space);
        }
        rest.map(Token::Text)
    }

    pub(super) fn initial(&mut self, token: Token) -> Step {
        let token = match token {
            Token::Text(run) => match self.after_space(run) {
                Some(rest) => rest,
                None => return Step::Done,
            },
            Token::Comment(run) => return self.comment_to_document(run),
            Token::Doctype => {
                self.doctype = self.tokenizer.doctype;
                self.quirks = super::quirks::is_quirky(&self.store, &self.doctype);
                let source = (offset(self.tokenizer.begin), offset(self.tokenizer.at));
                let id = self.create(NodeKind::Doctype, self.doctype.name.unwrap_or((0, 0)), source);
                self.attach(id, Place { parent: 0, before: NONE });
                self.mode = Mode::BeforeHtml;
                return Step::Done;
            }
            other => other,
        };
        self.quirks = true;
        self.mode = Mode::BeforeHtml;
        Step::Again(token)
    }

    pub(super) fn create_root(&mut self, start: Start) {
        let id = self.create_element(&start, Namespace::Html);
        self.attach(id, Place { parent: 0, before: NONE });
        self.push(id, n::HTML, Namespace::Html);
    }

    pub(super) fn before_html(&mut self, token: Token) -> Step {
        let token = match token {
            Token::Doctype => return Step::Done,
            Token::Comment(run) => return self.comment_to_document(run),
            Token::Text(run) => match self.after_space(run) {
                Some(rest) => rest,
                None => return Step::Done,
            },
            Token::Start(start) if start.name == n::HTML => {
                self.create_root(start);
                self.mode = Mode::BeforeHead;
                return Step::Done;
            }
            Token::End(name) if !matches!(name, n::HEAD | n::BODY | n::HTML | n::BR) => return Step::Done,
            other => other,
        };
        self.create_root(implied(n::HTML));
        self.mode = Mode::BeforeHead;
        Step::Again(token)
    }

    pub(super) fn before_head(&mut self, token: Token) -> Step {
        let token = match token {
            Token::Doctype => return Step::Done,
            Token::Comment(run) => {
                self.comment_here(run);
                return Step::Done;
            }
            Token::Text(run) => match self.after_space(run) {
                Some(rest) => rest,
                None => return Step::Done,
            },
            Token::Start(start) if start.name == n::HTML => return self.in_body(token),
            Token::Start(start) if start.name == n::HEAD => {
                self.head = self.insert(start);
                self.mode = Mode::InHead;
                return Step::Done;
            }
            Token::End(name) if !matches!(name, n::HEAD | n::BODY | n::HTML | n::BR) => return Step::Done,
            other => other,
        };
        self.head = self.insert_implied(n::HEAD);
        self.mode = Mode::InHead;
        Step::Again(token)
    }

    pub(super) fn in_head(&mut self, token: Token) -> Step {
        let token = match token {
            Token::Text(run) => match self.insert_space(run) {
                Some(rest) => rest,
                None => return Step::Done,
            },
            Token::Comment(run) => {
                self.comment_here(run);
                return Step::Done;
            }
            Token::Doctype => return Step::Done,
            Token::Start(start) => match self.start_in_head(start) {
                Some(step) => return step,
                None => token,
            },
            Token::End(n::HEAD) => {
                self.pop();
                self.mode = Mode::AfterHead;
                return Step::Done;
            }
            Token::End(n::TEMPLATE) => {
                self.end_template();
                return Step::Done;
            }
            Token::End(name) if !matches!(name, n::BODY | n::HTML | n::BR) => return Step::Done,
            other => other,
        };
        self.pop();
        self.mode = Mode::AfterHead;
        Step::Again(token)
    }

    fn start_in_head(&mut self, start: Start) -> Option<Step> {
        match start.name {
            n::HTML => return Some(self.in_body(Token::Start(start))),
            n::BASE | n::BASEFONT | n::BGSOUND | n::LINK | n::META => {
                self.insert_closed(start);
            }
            n::TITLE => return Some(self.insert_raw(start, Raw::Rcdata)),
            n::NOFRAMES | n::STYLE => return Some(self.insert_raw(start, Raw::Rawtext)),
            n::NOSCRIPT if self.scripting => return Some(self.insert_raw(start, Raw::Rawtext)),
            n::NOSCRIPT => {
                self.insert(start);
                self.mode = Mode::InHeadNoscript;
            }
            n::SCRIPT => return Some(self.insert_raw(start, Raw::Script)),
            n::TEMPLATE => {
                self.insert(start);
                self.push_marker();
                self.frameset_ok = false;
                self.mode = Mode::InTemplate;
                self.template_modes.push(Mode::InTemplate);
            }
            n::HEAD => {}
            _ => return None,
        }
        Some(Step::Done)
    }

    pub(super) fn end_template(&mut self) {
        if self.is_open(n::TEMPLATE) {
            self.imply_ends(n::IMPLIED | n::THOROUGH, None);
            self.pop_until(n::TEMPLATE);
            self.clear_to_marker();
            self.template_modes.pop();
            self.reset_mode();
        }
    }

    pub(super) fn in_head_noscript(&mut self, token: Token) -> Step {
        let token = match token {
            Token::Doctype => return Step::Done,
            Token::Comment(_) => return self.in_head(token),
            Token::Text(run) => match self.insert_space(run) {
                Some(rest) => rest,
                None => return Step::Done,
            },
            Token::Start(start) => match start.name {
                n::HTML => return self.in_body(token),
                n::BASEFONT | n::BGSOUND | n::LINK | n::META | n::NOFRAMES | n::STYLE => {
                    return self.in_head(token);
                }
                n::HEAD | n::NOSCRIPT => return Step::Done,
                _ => token,
            },
            Token::End(n::NOSCRIPT) => {
                self.pop();
                self.mode = Mode::InHead;
                return Step::Done;
            }
            Token::End(name) if name != n::BR => return Step::Done,
            other => other,
        };
        self.pop();
        self.mode = Mode::InHead;
        Step::Again(token)
    }

    pub(super) fn after_head(&mut self, token: Token) -> Step {
        let token = match token {
            Token::Doctype => return Step::Done,
            Token::Comment(run) => {
                self.comment_here(run);
                return Step::Done;
            }
            Token::Text(run) => match self.insert_space(run) {
                Some(rest) => rest,
                None => return Step::Done,
            },
            Token::Start(start) => match self.start_after_head(start) {
                Some(step) => return step,
                None => token,
            },
            Token::End(n::TEMPLATE) => return self.in_head(token),
            Token::End(name) if !matches!(name, n::BODY | n::HTML | n::BR) => return Step::Done,
            other => other,
        };
        self.insert_implied(n::BODY);
        self.mode = Mode::InBody;
        Step::Again(token)
    }

    fn start_after_head(&mut self, start: Start) -> Option<Step> {
        match start.name {
            n::HTML => return Some(self.in_body(Token::Start(start))),
            n::BODY => {
                self.insert(start);
                self.frameset_ok = false;
                self.mode = Mode::InBody;
            }
            n::FRAMESET => {
                self.insert(start);
                self.mode = Mode::InFrameset;
            }
            n::BASE
            | n::BASEFONT
            | n::BGSOUND
            | n::LINK
            | n::META
            | n::NOFRAMES
            | n::SCRIPT
            | n::STYLE
            | n::TEMPLATE
            | n::TITLE => {
                let head = self.head;
                let end = self.nodes[head as usize].end;
                self.push(head, n::HEAD, Namespace::Html);
                let step = self.in_head(Token::Start(start));
                self.remove(head);
                self.nodes[head as usize].end = end;
                return Some(step);
            }
            n::HEAD => {}
            _ => return None,
        }
        Some(Step::Done)
    }
}

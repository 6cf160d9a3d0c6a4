//! Insertion modes of tables, "in table" to "in cell", and "in template".

use super::{Builder, Mode, Step};
use crate::offsets::NONE;
use crate::tag_names as n;
use crate::tokenizer::{Run, Start, Token};

impl Builder<'_> {
    pub(super) fn in_table(&mut self, token: Token) -> Step {
        match token {
            Token::Text(_) | Token::Null(_)
                if self.is_current_one_of(n::FOSTERS) || self.is_current(n::TEMPLATE) =>
            {
                self.pending = None;
                self.original_mode = self.mode;
                self.mode = Mode::InTableText;
                return self.in_table_text(token);
            }
            Token::Comment(run) => self.comment_here(run),
            Token::Doctype => {}
            Token::Start(start) => return self.start_in_table(start),
            Token::End(n::TABLE) => {
                if self.in_table_scope(n::TABLE) {
                    self.pop_until(n::TABLE);
                    self.reset_mode();
                }
            }
            Token::End(
                n::BODY
                | n::CAPTION
                | n::COL
                | n::COLGROUP
                | n::HTML
                | n::TBODY
                | n::TD
                | n::TFOOT
                | n::TH
                | n::THEAD
                | n::TR,
            ) => {}
            Token::End(n::TEMPLATE) => return self.in_head(token),
            Token::Eof => return self.in_body(token),
            _ => return self.foster(token),
        }
        Step::Done
    }

    fn foster(&mut self, token: Token) -> Step {
        self.fostering = true;
        let step = self.in_body(token);
        self.fostering = false;
        step
    }

    fn start_in_table(&mut self, start: Start) -> Step {
        let token = Token::Start(start);
        match start.name {
            n::CAPTION => {
                self.clear_to(n::TABLE_SCOPE);
                self.push_marker();
                self.insert(start);
                self.mode = Mode::InCaption;
            }
            n::COLGROUP => {
                self.clear_to(n::TABLE_SCOPE);
                self.insert(start);
                self.mode = Mode::InColumnGroup;
            }
            n::COL => {
                self.clear_to(n::TABLE_SCOPE);
                self.insert_implied(n::COLGROUP);
                self.mode = Mode::InColumnGroup;
                return Step::Again(token);
            }
            n::TBODY | n::TFOOT | n::THEAD => {
                self.clear_to(n::TABLE_SCOPE);
                self.insert(start);
                self.mode = Mode::InTableBody;
            }
            n::TD | n::TH | n::TR => {
                self.clear_to(n::TABLE_SCOPE);
                self.insert_implied(n::TBODY);
                self.mode = Mode::InTableBody;
                return Step::Again(token);
            }
            n::TABLE => {
                if self.in_table_scope(n::TABLE) {
                    self.pop_until(n::TABLE);
                    self.reset_mode();
                    return Step::Again(token);
                }
            }
            n::STYLE | n::SCRIPT | n::TEMPLATE => return self.in_head(token),
            n::INPUT if self.is_hidden_input(&start) => _ = self.insert_closed(start),
            n::FORM => {
                if self.form == NONE && !self.is_open(n::TEMPLATE) {
                    self.form = self.insert_closed(start);
                }
            }
            _ => return self.foster(token),
        }
        Step::Done
    }

    pub(super) fn in_table_text(&mut self, token: Token) -> Step {
        match token {
            Token::Null(_) => return Step::Done,
            Token::Text(run) => {
                self.add_pending(run);
                return Step::Done;
            }
            _ => {}
        }
        if let Some(run) = self.pending.take() {
            if self.is_space(run) {
                self.insert_text(run);
            } else {
                self.foster(Token::Text(run));
            }
        }
        self.mode = self.original_mode;
        Step::Again(token)
    }

    /// Joins the runs that stand between two tags.
    fn add_pending(&mut self, run: Run) {
        let border = self.store.source.len() as u32;
        let mark = self.store.mark();
        self.pending = Some(match self.pending {
            None => run,
            Some(Run { data, source }) => {
                let source = (source.0, run.source.1);
                let data = if data.1 == run.data.0 && data.1 != border {
                    (data.0, run.data.1)
                } else {
                    let begin = if data.0 >= border && data.1 == mark {
                        data.0
                    } else {
                        self.store.push_span(data);
                        mark
                    };
                    self.store.push_span(run.data);
                    (begin, self.store.mark())
                };
                Run { data, source }
            }
        });
    }

    pub(super) fn in_caption(&mut self, token: Token) -> Step {
        let again = match token {
            Token::End(n::CAPTION) => false,
            Token::Start(Start {
                name:
                    n::CAPTION | n::COL | n::COLGROUP | n::TBODY | n::TD | n::TFOOT | n::TH | n::THEAD | n::TR,
                ..
            })
            | Token::End(n::TABLE) => true,
            Token::End(
                n::BODY
                | n::COL
                | n::COLGROUP
                | n::HTML
                | n::TBODY
                | n::TD
                | n::TFOOT
                | n::TH
                | n::THEAD
                | n::TR,
            ) => return Step::Done,
            _ => return self.in_body(token),
        };
        if !self.in_table_scope(n::CAPTION) {
            return Step::Done;
        }
        self.imply_ends(n::IMPLIED, None);
        self.pop_until(n::CAPTION);
        self.clear_to_marker();
        self.mode = Mode::InTable;
        if again { Step::Again(token) } else { Step::Done }
    }

    pub(super) fn in_column_group(&mut self, token: Token) -> Step {
        let token = match token {
            Token::Text(run) if !self.is_current(n::COLGROUP) => {
                self.only_space(run, false);
                return Step::Done;
            }
            Token::Text(run) => match self.insert_space(run) {
                Some(rest) => rest,
                None => return Step::Done,
            },
            Token::Comment(run) => {
                self.comment_here(run);
                return Step::Done;
            }
            Token::Doctype | Token::End(n::COL) => return Step::Done,
            Token::Start(start) if start.name == n::HTML => return self.in_body(token),
            Token::Start(start) if start.name == n::COL => {
                self.insert_closed(start);
                return Step::Done;
            }
            Token::Start(start) if start.name == n::TEMPLATE => return self.in_head(token),
            Token::End(n::TEMPLATE) => return self.in_head(token),
            Token::Eof => return self.in_body(token),
            other => other,
        };
        if !self.is_current(n::COLGROUP) {
            return Step::Done;
        }
        self.pop();
        self.mode = Mode::InTable;
        if matches!(token, Token::End(n::COLGROUP)) { Step::Done } else { Step::Again(token) }
    }

    pub(super) fn in_table_body(&mut self, token: Token) -> Step {
        match token {
            Token::Start(start) if start.name == n::TR => {
                self.clear_to(n::TABLE_BODY_CONTEXT);
                self.insert(start);
                self.mode = Mode::InRow;
                Step::Done
            }
            Token::Start(Start { name: n::TD | n::TH, .. }) => {
                self.clear_to(n::TABLE_BODY_CONTEXT);
                self.insert_implied(n::TR);
                self.mode = Mode::InRow;
                Step::Again(token)
            }
            Token::End(name @ (n::TBODY | n::TFOOT | n::THEAD)) => {
                if self.in_table_scope(name) {
                    self.leave_table_body();
                }
                Step::Done
            }
            Token::Start(Start {
                name: n::CAPTION | n::COL | n::COLGROUP | n::TBODY | n::TFOOT | n::THEAD,
                ..
            })
            | Token::End(n::TABLE) => {
                if [n::TBODY, n::THEAD, n::TFOOT].iter().any(|name| self.in_table_scope(*name)) {
                    self.leave_table_body();
                    return Step::Again(token);
                }
                Step::Done
            }
            Token::End(n::BODY | n::CAPTION | n::COL | n::COLGROUP | n::HTML | n::TD | n::TH | n::TR) => {
                Step::Done
            }
            _ => self.in_table(token),
        }
    }

    fn leave_table_body(&mut self) {
        self.clear_to(n::TABLE_BODY_CONTEXT);
        self.pop();
        self.mode = Mode::InTable;
    }

    pub(super) fn in_row(&mut self, token: Token) -> Step {
        let again = match token {
            Token::Start(start) if matches!(start.name, n::TD | n::TH) => {
                self.clear_to(n::TABLE_ROW_CONTEXT);
                self.insert(start);
                self.mode = Mode::InCell;
                self.push_marker();
                return Step::Done;
            }
            Token::End(n::TR) => false,
            Token::Start(Start {
                name: n::CAPTION | n::COL | n::COLGROUP | n::TBODY | n::TFOOT | n::THEAD | n::TR,
                ..
            })
            | Token::End(n::TABLE) => true,
            Token::End(name @ (n::TBODY | n::TFOOT | n::THEAD)) => {
                if !self.in_table_scope(name) {
                    return Step::Done;
                }
                true
            }
            Token::End(n::BODY | n::CAPTION | n::COL | n::COLGROUP | n::HTML | n::TD | n::TH) => {
                return Step::Done;
            }
            _ => return self.in_table(token),
        };
        if !self.in_table_scope(n::TR) {
            return Step::Done;
        }
        self.clear_to(n::TABLE_ROW_CONTEXT);
        self.pop();
        self.mode = Mode::InTableBody;
        if again { Step::Again(token) } else { Step::Done }
    }

    pub(super) fn in_cell(&mut self, token: Token) -> Step {
        match token {
            Token::End(name @ (n::TD | n::TH)) => {
                if self.in_table_scope(name) {
                    self.imply_ends(n::IMPLIED, None);
                    self.pop_until(name);
                    self.clear_to_marker();
                    self.mode = Mode::InRow;
                }
                Step::Done
            }
            Token::Start(Start {
                name:
                    n::CAPTION | n::COL | n::COLGROUP | n::TBODY | n::TD | n::TFOOT | n::TH | n::THEAD | n::TR,
                ..
            }) => {
                if self.in_table_scope(n::TD) || self.in_table_scope(n::TH) {
                    self.close_cell();
                    return Step::Again(token);
                }
                Step::Done
            }
            Token::End(n::BODY | n::CAPTION | n::COL | n::COLGROUP | n::HTML) => Step::Done,
            Token::End(name @ (n::TABLE | n::TBODY | n::TFOOT | n::THEAD | n::TR)) => {
                if self.in_table_scope(name) {
                    self.close_cell();
                    return Step::Again(token);
                }
                Step::Done
            }
            _ => self.in_body(token),
        }
    }

    fn close_cell(&mut self) {
        self.imply_ends(n::IMPLIED, None);
        self.pop_until_rule(n::CELL);
        self.clear_to_marker();
        self.mode = Mode::InRow;
    }

    pub(super) fn in_template(&mut self, token: Token) -> Step {
        let next = match token {
            Token::Text(_) | Token::Null(_) | Token::Comment(_) | Token::Doctype => {
                return self.in_body(token);
            }
            Token::End(n::TEMPLATE) => return self.in_head(token),
            Token::End(_) => return Step::Done,
            Token::Eof => {
                if !self.is_open(n::TEMPLATE) {
                    return Step::Done;
                }
                self.pop_until(n::TEMPLATE);
                self.clear_to_marker();
                self.template_modes.pop();
                self.reset_mode();
                return Step::Again(token);
            }
            Token::Start(start) => match start.name {
                n::BASE
                | n::BASEFONT
                | n::BGSOUND
                | n::LINK
                | n::META
                | n::NOFRAMES
                | n::SCRIPT
                | n::STYLE
                | n::TEMPLATE
                | n::TITLE => return self.in_head(token),
                n::CAPTION | n::COLGROUP | n::TBODY | n::TFOOT | n::THEAD => Mode::InTable,
                n::COL => Mode::InColumnGroup,
                n::TR => Mode::InTableBody,
                n::TD | n::TH => Mode::InRow,
                _ => Mode::InBody,
            },
        };
        self.template_modes.pop();
        self.template_modes.push(next);
        self.mode = next;
        Step::Again(token)
    }
}

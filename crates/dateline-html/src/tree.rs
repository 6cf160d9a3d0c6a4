//! The tree construction stage of the HTML standard: tokens to the nodes of a `Document`. Each family of insertion modes
//! has its file.
//!
//! Bounds: the open elements by the depth cap, the active formatting elements by `FORMATTING_CAP`, the memory and the
//! work of the adoption agency by what the bytes of the page pay for (`budget.rs`). Look-ups on the stack take constant
//! time. So no page costs more than a constant for each of its bytes.

mod adoption;
mod after_body;
mod body;
mod body_end;
mod budget;
mod foreign;
mod foreign_attributes;
mod formatting;
mod fragment;
mod head;
mod nodes;
mod quirks;
mod stack;
mod table;

use crate::document::Document;
use crate::node::{Namespace, Node, NodeKind};
use crate::offsets::NONE;
use crate::string_ranges::Store;
use crate::tag_names::{self as n, Name};
use crate::tokenizer::{Doctype, Raw, Run, Start, Token, Tokenizer};
use crate::{Caps, Limits, Scripting, Tag};
use nodes::{Piece, Rope};
use stack::Open;
use std::collections::HashSet;

/// Insertion modes, named as in the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Initial,
    BeforeHtml,
    BeforeHead,
    InHead,
    InHeadNoscript,
    AfterHead,
    InBody,
    Text,
    InTable,
    InTableText,
    InCaption,
    InColumnGroup,
    InTableBody,
    InRow,
    InCell,
    InTemplate,
    AfterBody,
    InFrameset,
    AfterFrameset,
    AfterAfterBody,
    AfterAfterFrameset,
}

/// What became of a token.
pub(crate) enum Step {
    Done,
    /// To be processed again, in the mode that is now set.
    Again(Token),
}

/// An active formatting element; a marker has no node.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Active {
    pub(crate) node: u32,
    pub(crate) name: Name,
    /// Of its attributes, once it was asked for.
    pub(crate) signature: Option<u64>,
}

pub(crate) struct Builder<'a> {
    pub(crate) tokenizer: Tokenizer,
    pub(crate) store: Store<'a>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) doctype: Doctype,
    /// Texts that had to be kept in pieces, and the pieces.
    pub(crate) ropes: Vec<Rope>,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) stack: Vec<Open>,
    /// Height on the stack of the last open HTML element of each name, 0 for none.
    pub(crate) tops: Vec<u16>,
    /// The same for open elements of other namespaces.
    pub(crate) foreign_tops: Vec<u16>,
    pub(crate) formatting: Vec<Active>,
    /// Bits of the names that `formatting` has held since it was empty.
    pub(crate) formatting_names: u64,
    /// Where the entries of `formatting` after each marker begin.
    pub(crate) segments: Vec<usize>,
    pub(crate) mode: Mode,
    pub(crate) original_mode: Mode,
    pub(crate) template_modes: Vec<Mode>,
    /// Text in a table that no tag has ended yet.
    pub(crate) pending: Option<Run>,
    pub(crate) head: u32,
    pub(crate) form: u32,
    pub(crate) frameset_ok: bool,
    pub(crate) ignore_newline: bool,
    pub(crate) fostering: bool,
    pub(crate) quirks: bool,
    pub(crate) scripting: bool,
    pub(crate) context: Option<Open>,
    pub(crate) depth_cap: usize,
    pub(crate) caps: Caps,
    /// How many nodes the tree may have.
    pub(crate) node_cap: usize,
    /// SVG names with their capitals, by name; `OVERFLOW` where not looked up yet.
    pub(crate) svg_names: Vec<Name>,
    /// Elements that the adoption agency may still touch.
    pub(crate) work: usize,
    /// Names of attributes that `html` and `body` have, once more than one tag gave them.
    pub(crate) root_names: [HashSet<String>; 2],
    /// Name of the end tag that is being processed.
    pub(crate) closing: Option<Name>,
    /// Where `</body>` and `</html>` end.
    pub(crate) page_ends: (u32, u32),
}

impl<'a> Builder<'a> {
    pub(crate) fn new(source: &'a str, limits: &Limits, scripting: Scripting) -> Self {
        let mut builder = Self {
            tokenizer: Tokenizer::new(limits.attributes),
            store: Store::new(source, budget::NAMES),
            nodes: Vec::with_capacity(budget::first_nodes(source)),
            doctype: Doctype::default(),
            ropes: Vec::new(),
            pieces: Vec::new(),
            stack: Vec::with_capacity(64),
            tops: vec![0; n::KNOWN.len()],
            foreign_tops: Vec::new(),
            formatting: Vec::new(),
            formatting_names: 0,
            segments: Vec::new(),
            mode: Mode::Initial,
            original_mode: Mode::InBody,
            template_modes: Vec::new(),
            pending: None,
            head: NONE,
            form: NONE,
            frameset_ok: true,
            ignore_newline: false,
            fostering: false,
            quirks: false,
            scripting: scripting == Scripting::On,
            context: None,
            depth_cap: usize::from(limits.depth).clamp(4, budget::DEEPEST),
            caps: Caps::default(),
            node_cap: budget::nodes(source.len()),
            work: budget::work(source.len()),
            svg_names: Vec::new(),
            root_names: Default::default(),
            closing: None,
            page_ends: (0, 0),
        };
        builder.nodes.push(Node::leaf(NodeKind::Document, (NONE, NONE), (0, 0)));
        builder
    }

    /// Reads the whole page.
    pub(crate) fn run(mut self) -> Document {
        loop {
            let foreign = self.adjusted().is_some_and(|open| open.namespace != Namespace::Html);
            let token = self.tokenizer.next(&mut self.store, foreign, self.mode != Mode::InBody);
            self.process(token);
            if matches!(token, Token::Eof) {
                return self.finish();
            }
        }
    }

    fn process(&mut self, token: Token) {
        let mut token = token;
        if std::mem::take(&mut self.ignore_newline)
            && let Token::Text(run) = &mut token
            && self.store.get(run.data).starts_with('\n')
            // NUL goes, but it was the next token.
            && self.store.source.as_bytes().get(run.source.0 as usize) != Some(&0)
        {
            run.data.0 += 1;
            run.source.0 = (run.source.0 + 1).min(run.source.1);
            if run.data.0 == run.data.1 {
                return;
            }
        }
        self.closing = if let Token::End(name) = token { Some(name) } else { None };
        if self.is_unaffordable(&token) {
            return;
        }
        loop {
            let step =
                if self.is_foreign(&token) { self.foreign(token) } else { self.by_mode(self.mode, token) };
            match step {
                Step::Done => return,
                Step::Again(again) => token = again,
            }
        }
    }

    /// Processes a token by the rules of `mode`, whichever mode is set.
    pub(crate) fn by_mode(&mut self, mode: Mode, token: Token) -> Step {
        match mode {
            Mode::Initial => self.initial(token),
            Mode::BeforeHtml => self.before_html(token),
            Mode::BeforeHead => self.before_head(token),
            Mode::InHead => self.in_head(token),
            Mode::InHeadNoscript => self.in_head_noscript(token),
            Mode::AfterHead => self.after_head(token),
            Mode::InBody => self.in_body(token),
            Mode::Text => self.text(token),
            Mode::InTable => self.in_table(token),
            Mode::InTableText => self.in_table_text(token),
            Mode::InCaption => self.in_caption(token),
            Mode::InColumnGroup => self.in_column_group(token),
            Mode::InTableBody => self.in_table_body(token),
            Mode::InRow => self.in_row(token),
            Mode::InCell => self.in_cell(token),
            Mode::InTemplate => self.in_template(token),
            Mode::AfterBody => self.after_body(token),
            Mode::InFrameset => self.in_frameset(token),
            Mode::AfterFrameset => self.after_frameset(token),
            Mode::AfterAfterBody => self.after_after_body(token),
            Mode::AfterAfterFrameset => self.after_after_frameset(token),
        }
    }

    /// Parts the white space in front of a run from the rest.
    pub(crate) fn split(&self, run: Run) -> (Option<Run>, Option<Run>) {
        let text = self.store.get(run.data);
        let rest = text.trim_ascii_start();
        let space = (text.len() - rest.len()) as u32;
        if space == 0 {
            (None, Some(run))
        } else if rest.is_empty() {
            (Some(run), None)
        } else {
            let written = &self.store.source[run.source.0 as usize..run.source.1 as usize];
            let middle = run.source.0 + (written.len() - written.trim_ascii_start().len()) as u32;
            let front = Run { data: (run.data.0, run.data.0 + space), source: (run.source.0, middle) };
            (
                Some(front),
                Some(Run { data: (run.data.0 + space, run.data.1), source: (middle, run.source.1) }),
            )
        }
    }

    pub(crate) fn is_space(&self, run: Run) -> bool {
        self.store.get(run.data).bytes().all(|byte| byte.is_ascii_whitespace())
    }

    /// Inserts an element and reads its content as raw text.
    pub(crate) fn insert_raw(&mut self, start: Start, raw: Raw) -> Step {
        self.insert(start);
        let name = n::KNOWN.get(usize::from(start.name.0)).copied().unwrap_or_default();
        self.tokenizer.enter(raw, name, &self.store);
        self.original_mode = self.mode;
        self.mode = Mode::Text;
        Step::Done
    }

    fn text(&mut self, token: Token) -> Step {
        match token {
            Token::Text(run) => self.insert_text(run),
            Token::Eof => {
                self.pop();
                self.mode = self.original_mode;
                return Step::Again(token);
            }
            _ => {
                self.pop();
                self.mode = self.original_mode;
            }
        }
        Step::Done
    }

    /// The value of an attribute of a start tag.
    pub(crate) fn value(&self, start: &Start, name: &str) -> Option<&str> {
        let mut attrs = self.store.attrs.list(start.attrs).iter();
        attrs.find(|attr| self.store.get(attr.name()) == name).map(|attr| self.store.get(attr.value))
    }

    pub(crate) fn is_hidden_input(&self, start: &Start) -> bool {
        self.value(start, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("hidden"))
    }

    /// [`Tag`] of an element for other crates: names of SVG and MathML say nothing, but for `svg`.
    pub(crate) fn house_tag(name: Name, namespace: Namespace) -> Tag {
        if namespace == Namespace::Html || name == n::SVG { name.tag() } else { Tag::Other }
    }
}

/// A start tag that stands nowhere in the page.
pub(crate) fn implied(name: Name) -> Start {
    Start { name, attrs: NONE, closed: false, begin: NONE }
}

//! Counts words of several groups in a long text, wherever they stand and in any case, as an automaton does that begins anew
//! behind each word it has found. One step of an automaton waits for the one before; so the text is read in four parts at once.

/// Parts of a text that are read at once.
const LANES: usize = 4;
/// No word goes on over a byte of this class.
const OTHER: u8 = 0;

/// The words of some groups.
pub(super) struct Lanes {
    classes: [u8; 256],
    /// Classes of bytes.
    width: usize,
    /// Where each class leads from each state; behind a word to its state, which is told by its number. States are told by where
    /// they begin here.
    next: Vec<u16>,
    /// The group of each state in which a word ends, counted from the first of them.
    groups: Vec<u8>,
    first: u16,
}

/// A state while the automaton is made.
#[derive(Clone)]
struct State {
    next: Vec<Option<usize>>,
    group: Option<u8>,
}

impl Lanes {
    /// Reads the words; the groups count from 0.
    pub(super) fn of(groups: &[&[&str]]) -> Self {
        let mut classes = [OTHER; 256];
        let mut count = 1u8;
        for byte in groups.iter().copied().flatten().flat_map(|word| word.bytes()) {
            if classes[usize::from(byte)] == OTHER {
                classes[usize::from(byte)] = count;
                classes[usize::from(byte.to_ascii_uppercase())] = count;
                count += 1;
            }
        }
        let width = usize::from(count);
        let mut states = vec![State { next: vec![None; width], group: None }];
        for (group, word) in
            (0u8..).zip(groups).flat_map(|(group, words)| words.iter().map(move |word| (group, word)))
        {
            let mut at = 0;
            for byte in word.bytes() {
                let class = usize::from(classes[usize::from(byte)]);
                at = states[at].next[class].unwrap_or_else(|| {
                    states.push(State { next: vec![None; width], group: None });
                    let new = states.len() - 1;
                    states[at].next[class] = Some(new);
                    new
                });
            }
            states[at].group = states[at].group.or(Some(group));
        }
        complete(&mut states);
        Self::packed(classes, width, &states)
    }

    /// Numbers the states so that those in which a word ends come last.
    fn packed(classes: [u8; 256], width: usize, states: &[State]) -> Self {
        let mut order: Vec<usize> = (0..states.len()).collect();
        order.sort_by_key(|at| states[*at].group.is_some());
        let mut number = vec![0u16; states.len()];
        for (new, old) in order.iter().enumerate() {
            number[*old] = u16::try_from(new * width).unwrap_or_default();
        }
        let leads = order.iter().flat_map(|old| &states[*old].next);
        let next = leads.map(|to| number[to.unwrap_or_default()]).collect();
        let groups: Vec<u8> = order.iter().filter_map(|old| states[*old].group).collect();
        let first = u16::try_from((states.len() - groups.len()) * width).unwrap_or(u16::MAX);
        Self { classes, width, next, groups, first }
    }

    /// How often words of each group stand in a text.
    pub(super) fn count<const GROUPS: usize>(&self, text: &[u8]) -> [usize; GROUPS] {
        let mut counts = [0; GROUPS];
        let parts = self.parts(text);
        let shared = parts.iter().map(|part| part.len()).min().unwrap_or_default();
        let mut states = [0u16; LANES];
        let [one, two, three, four] = parts.map(|part| part[..shared].iter());
        for (((one, two), three), four) in one.zip(two).zip(three).zip(four) {
            for (state, byte) in states.iter_mut().zip([*one, *two, *three, *four]) {
                *state = self.step(*state, byte, &mut counts);
            }
        }
        for (state, part) in states.iter_mut().zip(parts) {
            for byte in &part[shared..] {
                *state = self.step(*state, *byte, &mut counts);
            }
        }
        counts
    }

    #[inline]
    fn step(&self, state: u16, byte: u8, counts: &mut [usize]) -> u16 {
        let class = usize::from(self.classes[usize::from(byte)]);
        let state = self.next[usize::from(state) + class];
        match state.checked_sub(self.first) {
            None => state,
            Some(found) => {
                counts[usize::from(self.groups[usize::from(found) / self.width])] += 1;
                0
            }
        }
    }

    /// Parts of about the same length, between which no word stands.
    fn parts<'t>(&self, text: &'t [u8]) -> [&'t [u8]; LANES] {
        let mut rest = text;
        let mut left = LANES;
        [(); LANES].map(|()| {
            let about = rest.len() / left;
            left -= 1;
            let end = rest[about..].iter().position(|byte| self.classes[usize::from(*byte)] == OTHER);
            let end = if left == 0 { rest.len() } else { end.map_or(rest.len(), |end| about + end) };
            let (part, behind) = rest.split_at(end);
            rest = behind;
            part
        })
    }
}

/// Leads every state on by every class, and ends words that end within others.
fn complete(states: &mut [State]) {
    let mut failing = vec![0usize; states.len()];
    let mut queue = std::collections::VecDeque::from([0]);
    while let Some(at) = queue.pop_front() {
        let fail = states[failing[at]].clone();
        states[at].group = states[at].group.or(fail.group);
        for class in 0..fail.next.len() {
            let back = if at == 0 { 0 } else { fail.next[class].unwrap_or_default() };
            match states[at].next[class] {
                Some(child) => {
                    failing[child] = back;
                    queue.push_back(child);
                }
                None => states[at].next[class] = Some(back),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aho_corasick::AhoCorasick;
    use proptest::prelude::*;

    const GROUPS: [&[&str]; 3] = [&["abc", "abcd", "b a"], &["cab", "bc"], &["ddd", "é"]];

    proptest! {
        #[test]
        fn words_are_counted_as_by_the_automaton(text in "[a-dA-D é<]{0,80}") {
            let finder = AhoCorasick::builder().ascii_case_insensitive(true).build(GROUPS.concat()).unwrap();
            let mut expected = [0; 3];
            finder.find_iter(&text).for_each(|found| expected[[0, 0, 0, 1, 1, 2, 2][found.pattern().as_usize()]] += 1);
            prop_assert_eq!(Lanes::of(&GROUPS).count::<3>(text.as_bytes()), expected);
        }
    }
}

//! Questions to authenticators that were answered: each counts once. They are random and sealed with their time, so that only
//! answered ones need to be remembered, and no longer than the seal is good.

use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Seconds for which an answered question is remembered: longer than a seal is good.
const KEPT: i64 = 3_600;

/// Answered questions with the second of the answer.
#[derive(Default)]
pub(crate) struct Challenges(Mutex<HashMap<String, i64>>);

impl Challenges {
    /// Takes the answer to a question; `false` where it was answered already.
    pub(crate) fn take(&self, challenge: &str, now: Timestamp) -> bool {
        let now = now.as_second();
        let mut answered = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        answered.retain(|_, at| (now - *at).abs() < KEPT);
        answered.insert(challenge.to_owned(), now).is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_answered_once() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let challenges = Challenges::default();
        assert!(challenges.take("one", at(10)) && challenges.take("two", at(10)));
        assert!(!challenges.take("one", at(609)));
        assert_eq!(challenges.0.lock().unwrap().len(), 2);
        assert!(challenges.take("three", at(10_000)));
        assert_eq!(challenges.0.lock().unwrap().len(), 1, "older ones are forgotten");
    }
}

//! How often a publisher wants to be asked.

use super::Parser;
use crate::xml::{Ns, Start};

impl<'a> Parser<'a, '_> {
    /// How often to ask, and modules that say it.
    pub(super) fn hint(&mut self, start: Start<'a>, name: &str) {
        match (start.ns, name) {
            (Ns::Core, "ttl") => {
                self.feed.hints.ttl_minutes = self.line().parse().ok().or(self.feed.hints.ttl_minutes);
            }
            (Ns::Core, "hour") => {
                let hour = self.line().parse::<u8>().ok().map(|hour| hour % 24);
                push_new(&mut self.feed.hints.skip_hours, hour);
            }
            (Ns::Core, "day") => {
                let day = weekday(&self.line());
                push_new(&mut self.feed.hints.skip_days, day);
            }
            (Ns::Sy, "updateperiod") => {
                let minutes = period(&self.line());
                self.feed.hints.ttl_minutes = self.feed.hints.ttl_minutes.or(minutes);
            }
            (Ns::Core, "skiphours" | "skipdays" | "head" | "body" | "items" | "div" | "html") => {}
            _ => self.skip(),
        }
    }
}

fn push_new(list: &mut Vec<u8>, value: Option<u8>) {
    if let Some(value) = value.filter(|value| !list.contains(value)) {
        list.push(value);
    }
}

fn weekday(name: &str) -> Option<u8> {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let name = name.to_ascii_lowercase();
    DAYS.iter().position(|day| name.starts_with(day)).and_then(|day| u8::try_from(day).ok())
}

fn period(word: &str) -> Option<u32> {
    Some(match word.to_ascii_lowercase().as_str() {
        "hourly" => 60,
        "daily" => 24 * 60,
        "weekly" => 7 * 24 * 60,
        "monthly" => 30 * 24 * 60,
        "yearly" => 365 * 24 * 60,
        _ => return None,
    })
}

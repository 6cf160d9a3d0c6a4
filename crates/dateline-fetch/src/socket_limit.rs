//! How many sockets this process may have open. Opens none.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// More than anyone needs here; some systems allow a billion, for which programs that close them all one by one pay.
const ENOUGH: u64 = 16_384;

/// Files and sockets that may be open at once. The first call lifts the soft limit, which many systems set to 1,024 for
/// the sake of old programs, as far as the hard limit allows.
pub fn socket_limit() -> usize {
    let limit = getrlimit(Resource::Nofile);
    let soft = limit.current.unwrap_or(ENOUGH);
    let wish = limit.maximum.unwrap_or(ENOUGH).min(ENOUGH);
    let lifted = wish > soft
        && setrlimit(Resource::Nofile, Rlimit { current: Some(wish), maximum: limit.maximum }).is_ok();
    usize::try_from(if lifted { wish } else { soft.min(ENOUGH) }).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    #[test]
    fn asking_twice_gives_the_same() {
        let first = super::socket_limit();
        assert!(first > 0);
        assert_eq!(super::socket_limit(), first);
    }
}

//! Clients of crates.io against a desk: `desk-clients CLIENT URL PASSWORD PRESS`, with the port of the feeds of `press.py`. Prints a
//! line for each step, `STEP yes`, or `STEP NO` with the reason.

mod fever;
mod greader;
mod miniflux;
mod nextcloud;

use std::fmt::Debug;
use url::Url;

/// What a step came to: why it does not hold.
type Step = Result<(), String>;

/// Where the desk and the feeds are.
struct At {
    desk: Url,
    password: String,
    press: String,
    client: reqwest::Client,
}

impl At {
    fn feed(&self, path: &str) -> Url {
        let address = format!("http://127.0.0.1:{}{path}", self.press);
        Url::parse(&address).expect("an address of this machine")
    }
}

/// An answer, or what was wrong with it.
fn had<T, E: Debug>(answer: Result<T, E>) -> Result<T, String> {
    answer.map_err(|error| format!("{error:?}"))
}

/// Whether something holds, and what it is otherwise.
fn holds(holds: bool, what: impl Debug) -> Step {
    if holds { Ok(()) } else { Err(format!("{what:?}")) }
}

fn tell(step: &str, came: Step) {
    match came {
        Ok(()) => println!("{step} yes"),
        Err(why) => println!("{step} NO {why}"),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [name, desk, password, press] = words.as_slice() else {
        panic!("CLIENT URL PASSWORD PRESS");
    };
    let at = At {
        desk: Url::parse(desk).expect("the address of a desk"),
        password: password.clone(),
        press: press.clone(),
        client: reqwest::Client::new(),
    };
    match name.as_str() {
        "miniflux_api" => miniflux::run(&at).await,
        "fever_api" => fever::run(&at).await,
        "nextcloud_news_api" => nextcloud::run(&at).await,
        "greader_api" => greader::run(&at).await,
        other => panic!("there is no client {other}"),
    }
}

//! Serves real pages of the evaluation data on loopback, one feed per publisher made from gold titles and dates, so
//! that the whole program can be run on them. One thread per connection, GET and HEAD only: nothing but a replay.

use crate::eval::corpus::{self, string};
use crate::out;
use anyhow::{Context, Result};
use clap::Args;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;

/// Options of `replay`.
#[derive(Args)]
pub(crate) struct Options {
    /// Folder with the evaluation data.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Port on 127.0.0.1.
    #[arg(long, default_value_t = 8098)]
    port: u16,
    /// Sets below `extract/` to serve.
    #[arg(long = "set", default_value = "fundus_tests")]
    sets: Vec<String>,
    /// Write a configuration that sends the publishers' names here.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Print each request.
    #[arg(long)]
    log: bool,
}

/// Everything that is served: answers by host and path.
struct Site {
    answers: BTreeMap<(String, String), Answer>,
    hosts: Vec<String>,
    log: bool,
}

enum Answer {
    Page(PathBuf),
    Feed(String),
}

/// Name under which the list of feeds is served.
const INDEX: &str = "replay.localhost";

/// Serves until stopped.
pub(crate) fn run(options: &Options) -> Result<()> {
    if !options.data.is_dir() {
        out::line(&format!("skipped: no evaluation data at {}", options.data.display()));
        return Ok(());
    }
    let site = Arc::new(Site::build(options)?);
    let listener = TcpListener::bind(("127.0.0.1", options.port)).context("the port is in use")?;
    if let Some(file) = &options.config {
        std::fs::write(file, site.config(options.port))?;
    }
    out::line(&format!(
        "{} publishers, {} answers on 127.0.0.1:{}",
        site.hosts.len(),
        site.answers.len(),
        options.port
    ));
    out::line(&format!(
        "add http://{INDEX}/feeds.opml with a configuration that sends the publishers' names here (--config)"
    ));
    for stream in listener.incoming() {
        let site = Arc::clone(&site);
        let stream = stream?;
        std::thread::spawn(move || {
            if let Err(error) = site.serve(&stream) {
                out::error(&format!("a request ended early: {error}"));
            }
        });
    }
    Ok(())
}

impl Site {
    fn build(options: &Options) -> Result<Self> {
        let mut site = Self { answers: BTreeMap::new(), hosts: Vec::new(), log: options.log };
        let mut publishers: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for set in &options.sets {
            let folder = options.data.join("extract").join(set);
            for gold in corpus::lines(&folder.join("gold.jsonl"))? {
                let Some((host, path)) = split(string(&gold, "url")) else { continue };
                let file = folder.join(format!("{}.html.gz", string(&gold, "id")));
                // The desk asks for addresses without tracking parameters.
                if let Some(cleaned) = cleaned(string(&gold, "url")) {
                    site.answers.insert(cleaned, Answer::Page(file.clone()));
                }
                site.answers.insert((host.clone(), path), Answer::Page(file));
                publishers.entry(host).or_default().push(gold);
            }
        }
        for (host, golds) in publishers {
            site.answers
                .insert((host.clone(), "/replay-feed.xml".to_owned()), Answer::Feed(feed(&host, &golds)));
            site.hosts.push(host);
        }
        site.answers.insert((INDEX.to_owned(), "/feeds.opml".to_owned()), Answer::Feed(opml(&site.hosts)));
        Ok(site)
    }

    fn config(&self, port: u16) -> String {
        let mut config = String::from("[fetch]\nallow_private = true\n\n[fetch.hosts]\n");
        for host in self.hosts.iter().map(String::as_str).chain([INDEX]) {
            let _written = writeln!(config, "\"{host}\" = {port}");
        }
        config
    }

    fn serve(&self, stream: &TcpStream) -> std::io::Result<()> {
        let mut reader = BufReader::new(stream);
        loop {
            let mut head = Vec::new();
            loop {
                let mut line = String::new();
                if reader.read_line(&mut line)? == 0 {
                    return Ok(());
                }
                if line == "\r\n" {
                    break;
                }
                head.push(line);
            }
            let mut output = stream;
            output.write_all(&self.answer(&head))?;
        }
    }

    fn answer(&self, head: &[String]) -> Vec<u8> {
        let header = |name: &str| {
            head.iter().find_map(|line| {
                let (key, value) = line.split_once(':')?;
                key.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
            })
        };
        let path = head.first().and_then(|line| line.split(' ').nth(1)).unwrap_or("/").to_owned();
        let host = header("host").unwrap_or_default().split(':').next().unwrap_or_default().to_owned();
        let (status, kind, body) = self.find(&host, &path);
        let tag = format!("\"{:x}\"", body.len());
        let unchanged = header("if-none-match").as_deref() == Some(&tag);
        let (status, body) = if unchanged { ("304 Not Modified", Vec::new()) } else { (status, body) };
        if self.log {
            out::line(&format!("{host}{path} {status}"));
        }
        let mut answer = format!(
            "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {}\r\netag: {tag}\r\n\r\n",
            body.len()
        )
        .into_bytes();
        answer.extend(body);
        answer
    }

    fn find(&self, host: &str, path: &str) -> (&'static str, &'static str, Vec<u8>) {
        match self.answers.get(&(host.to_owned(), path.to_owned())) {
            Some(Answer::Feed(text)) => {
                ("200 OK", "application/xml; charset=utf-8", text.clone().into_bytes())
            }
            Some(Answer::Page(file)) => match corpus::bytes(file) {
                Ok(body) => ("200 OK", "text/html", body),
                Err(_) => ("500 Internal Server Error", "text/plain", b"the page's file is missing".to_vec()),
            },
            None => ("404 Not Found", "text/plain", b"not in this replay".to_vec()),
        }
    }
}

/// Host and path with query, as a client will send them.
fn split(address: &str) -> Option<(String, String)> {
    let url = dateline_model::WebUrl::parse(address).ok()?;
    let path = match url.as_url().query() {
        Some(query) => format!("{}?{query}", url.as_url().path()),
        None => url.as_url().path().to_owned(),
    };
    Some((url.host().to_owned(), path))
}

fn cleaned(address: &str) -> Option<(String, String)> {
    let url = dateline_model::WebUrl::parse(address).ok()?;
    split(dateline_feed::links::clean(&url).as_str())
}

fn feed(host: &str, golds: &[Value]) -> String {
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\"><channel><title>{host}</title><link>http://{host}/</link>"
    );
    for gold in golds {
        let (_, path) = split(string(gold, "url")).unwrap_or_default();
        let link = escape(&format!("http://{host}{path}"));
        let _written = write!(
            xml,
            "<item><title>{}</title><link>{link}</link><guid>{link}</guid>",
            escape(string(gold, "title"))
        );
        if let Some(date) = gold["date"].as_str() {
            let _written = write!(
                xml,
                "<dc:date xmlns:dc=\"http://purl.org/dc/elements/1.1/\">{}</dc:date>",
                escape(date)
            );
        }
        xml.push_str("</item>\n");
    }
    xml + "</channel></rss>\n"
}

fn opml(hosts: &[String]) -> String {
    let mut xml = String::from("<?xml version=\"1.0\"?>\n<opml version=\"2.0\"><body>\n");
    for host in hosts {
        let _written =
            writeln!(xml, "<outline type=\"rss\" text=\"{host}\" xmlUrl=\"http://{host}/replay-feed.xml\"/>");
    }
    xml + "</body></opml>\n"
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

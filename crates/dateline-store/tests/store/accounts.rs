//! Accounts: the first is the owner's, sessions and tokens end when they should, links and codes count once, and somebody who is
//! deleted leaves nothing.

use crate::ground::*;
use crate::readers::new;
use dateline_model::{Credential, EntryId, Login, LoginKind, Terms, WebOrigin};
use dateline_store::{
    Account, AccountError, EntryMark, FollowKind, Link, LinkUse, LoginWith, Options, Password, Role, Store,
    TokenScope, totp_code,
};
use jiff::Timestamp;

const LONG: &str = "gull heron tern avocet";

fn password(text: &str) -> Password {
    Password::from(text.to_owned())
}

/// A desk of an owner, Ada, and a reader, Bert.
async fn house() -> (Ground, UserId, UserId) {
    let ground = Ground::new();
    let open = async |name: &str, role| {
        ground.store.open_account(name.to_owned(), password(LONG), role, hour(0)).await.unwrap()
    };
    let ada = open("Ada", Role::Reader).await;
    let bert = open("Bert", Role::Reader).await;
    (ground, ada, bert)
}

async fn verified(ground: &Ground, name: &str, text: &str) -> Option<UserId> {
    ground.store.verify_password(name, password(text)).await.unwrap().map(|account| account.user.id)
}

fn days(count: i64) -> Timestamp {
    hour(24 * count)
}

#[tokio::test]
async fn the_first_account_is_the_owners_and_takes_over_the_desk() {
    let ground = Ground::new();
    ground.feed("gull.example").await;
    assert!(!ground.store.has_accounts().await.unwrap());
    let (store, at) = (&ground.store, hour(1));
    let open = |name: &str, text: &str| store.open_account(name.to_owned(), password(text), Role::Reader, at);
    assert!(matches!(open("Ada", "short").await, Err(AccountError::Length)));
    assert!(matches!(open("Ada", "ada12345").await, Err(AccountError::Common)));
    for name in ["", " ", "a:b", "a\nb", "a\u{1b}[31mb", "a\u{202e}b", "\u{7}", &"x".repeat(65)] {
        assert!(matches!(open(name, LONG).await, Err(AccountError::Name)), "{name:?}");
    }
    assert!(!store.has_accounts().await.unwrap());
    let ada = open(" Ada ", LONG).await.unwrap();
    assert_eq!(ada, UserId::OWNER);
    assert_eq!(store.reader(ada).feeds().await.unwrap().len(), 1);
    let Account { user, role, .. } = store.account(ada).await.unwrap().unwrap();
    assert_eq!((user.name.as_str(), role), ("Ada", Role::Owner));
    assert!(matches!(open("aDA", LONG).await, Err(AccountError::Taken)));
    let bert = open("Bert", LONG).await.unwrap();
    assert_eq!(store.account(bert).await.unwrap().unwrap().role, Role::Reader);
    assert!(store.reader(bert).feeds().await.unwrap().is_empty());
    assert_eq!(verified(&ground, "ada", LONG).await, Some(ada));
    for (name, text) in [("ada", "gull heron tern avoce"), ("nobody", LONG), ("", ""), ("Ada\0", LONG)] {
        assert_eq!(verified(&ground, name, text).await, None, "{name}");
    }
}

#[tokio::test]
async fn a_session_ends_by_time_by_its_person_and_with_a_new_password() {
    let (ground, ada, bert) = house().await;
    let store = &ground.store;
    let log_in = async |user, at| store.log_in(user, LoginWith::default(), None, at).await.unwrap();
    let whose =
        async |secret: &str, at| store.session_user(secret, at).await.unwrap().map(|found| found.user);
    let secret = log_in(ada, days(0)).await;
    let secret = secret.expose();
    assert_eq!(secret.len(), 64);
    assert_eq!(whose(secret, days(13)).await, Some(ada));
    assert_eq!(whose(secret, days(15)).await, None, "unused for a fortnight");
    let found = store.session_user(secret, days(10)).await.unwrap().unwrap();
    assert!(found.stale);
    let mut seen = 0;
    while seen < 89 {
        seen += 10;
        store.session_seen(found.session, days(seen)).await.unwrap();
    }
    assert_eq!(whose(secret, days(89)).await, Some(ada));
    assert_eq!(whose(secret, days(91)).await, None, "however much it is used");
    store.session_seen(found.session, days(1)).await.unwrap();
    assert_eq!(whose(secret, days(89)).await, Some(ada), "a clock that was set back ends nothing");

    let (here, there, others) =
        (log_in(ada, days(1)).await, log_in(ada, days(1)).await, log_in(bert, days(1)).await);
    let listed = store.sessions(bert, days(2)).await.unwrap();
    assert_eq!(listed.len(), 1);
    assert!(!store.end_session(ada, listed[0].id, days(2)).await.unwrap(), "another's session");
    assert_eq!(whose(others.expose(), days(2)).await, Some(bert));
    let kept = store.session_user(here.expose(), days(2)).await.unwrap().unwrap().session;
    store.set_password(ada, password("four other words here"), Some(kept), days(2)).await.unwrap();
    assert_eq!(
        (whose(here.expose(), days(2)).await, whose(there.expose(), days(2)).await),
        (Some(ada), None)
    );
    assert_eq!(verified(&ground, "Ada", LONG).await, None);
    store.log_out(here.expose(), days(2)).await.unwrap();
    assert_eq!(whose(here.expose(), days(2)).await, None);
    // The session that a browser had before is not carried on.
    let former = others.expose().to_owned();
    let renewed = store.log_in(bert, LoginWith::default(), Some(former.clone()), days(2)).await.unwrap();
    assert_eq!((whose(&former, days(2)).await, whose(renewed.expose(), days(2)).await), (None, Some(bert)));
    store.disable_account(bert, true, days(2)).await.unwrap();
    assert_eq!(whose(renewed.expose(), days(2)).await, None);
    store.disable_account(bert, false, days(2)).await.unwrap();
    assert_eq!(whose(renewed.expose(), days(2)).await, None, "ended for good");
}

#[tokio::test]
async fn a_token_is_its_persons_and_rests_while_they_are_kept_out() {
    let (ground, ada, bert) = house().await;
    let store = &ground.store;
    let secret = store.add_token(bert, " phone ".to_owned(), TokenScope::Mark, hour(1)).await.unwrap();
    let whose = async || store.token_user(secret.expose(), hour(2)).await.unwrap();
    let found = whose().await.unwrap();
    assert_eq!((found.user, found.name.as_str(), found.scope), (bert, "Bert", TokenScope::Mark));
    assert!(found.stale);
    store.token_used(found.token, hour(2)).await.unwrap();
    assert!(!whose().await.unwrap().stale);
    let listed = store.tokens(bert).await.unwrap();
    assert_eq!((listed[0].name.as_str(), listed[0].used_at), ("phone", Some(hour(2))));
    assert!(!store.revoke_token(ada, listed[0].id, hour(3)).await.unwrap(), "another's token");
    store.disable_account(bert, true, hour(3)).await.unwrap();
    assert!(whose().await.is_none());
    store.disable_account(bert, false, hour(3)).await.unwrap();
    assert!(whose().await.is_some());
    assert!(store.revoke_token(bert, listed[0].id, hour(3)).await.unwrap());
    assert!(whose().await.is_none());
    for wrong in ["", "0", &"0".repeat(64)] {
        assert!(store.token_user(wrong, hour(2)).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn a_link_counts_once_and_not_for_long() {
    let (ground, ada, bert) = house().await;
    let store = &ground.store;
    let add = async |link| store.add_link(link, "Ada".to_owned(), days(0)).await.unwrap();
    let used = async |secret: &str, name: &str, at| {
        store.use_link(secret, name.to_owned(), password("words of a new one"), at).await
    };
    let (first, second) = (add(Link::Reset(bert)).await, add(Link::Reset(bert)).await);
    assert!(
        matches!(used(first.expose(), "", days(0)).await, Err(AccountError::Link)),
        "a later one took its place"
    );
    assert_eq!(store.link(second.expose(), days(0)).await.unwrap(), Some(LinkUse::Reset("Bert".to_owned())));
    assert!(matches!(used(second.expose(), "", days(2)).await, Err(AccountError::Link)), "too old");
    assert_eq!(used(second.expose(), "Ada", days(0)).await.unwrap(), bert);
    assert!(matches!(used(second.expose(), "", days(0)).await, Err(AccountError::Link)));
    assert_eq!(verified(&ground, "Bert", "words of a new one").await, Some(bert));
    assert_eq!(verified(&ground, "Ada", LONG).await, Some(ada));

    let invitation = add(Link::Invitation(Role::Reader)).await;
    assert!(matches!(used(invitation.expose(), "Bert", days(1)).await, Err(AccountError::Taken)));
    let carla = used(invitation.expose(), "Carla", days(1)).await.unwrap();
    assert_eq!(store.account(carla).await.unwrap().unwrap().role, Role::Reader);
    assert!(matches!(used(invitation.expose(), "Dora", days(1)).await, Err(AccountError::Link)));
}

#[tokio::test]
async fn a_code_counts_once_and_a_recovery_code_too() {
    let (ground, ada, bert) = house().await;
    let store = &ground.store;
    let take = async |user, code: &str, at| store.take_second_factor(user, code, at).await.unwrap();
    assert!(take(ada, "", hour(1)).await, "nobody asks for a factor that was not set up");
    let setup = store.begin_totp(ada).await.unwrap();
    assert!(setup.address.starts_with("otpauth://totp/Dateline:Ada?secret="), "{}", setup.address);
    assert!(take(ada, "", hour(1)).await, "nor before a first code was given");
    let wrong = store.confirm_totp(ada, "000000", hour(1)).await;
    assert!(matches!(wrong, Err(AccountError::Code)) || totp_code(&setup.seed, hour(1)) == "000000");
    let codes = store.confirm_totp(ada, &totp_code(&setup.seed, hour(1)), hour(1)).await.unwrap();
    assert_eq!(codes.len(), 10);
    assert!(!take(ada, &totp_code(&setup.seed, hour(1)), hour(1)).await, "the first code was used");
    assert!(!take(ada, "", hour(2)).await);
    assert!(take(ada, &totp_code(&setup.seed, hour(2)), hour(2)).await);
    assert!(!take(ada, &totp_code(&setup.seed, hour(2)), hour(2)).await);
    assert!(!take(ada, &totp_code(&setup.seed, hour(3)), hour(4)).await);
    let typed = codes[3].expose().to_lowercase();
    assert!(!take(bert, "", hour(5)).await || take(bert, &typed, hour(5)).await, "Bert needs none");
    assert!(take(ada, &format!("{} {}", &typed[..8], &typed[8..]), hour(5)).await);
    assert!(!take(ada, &typed, hour(5)).await);
    assert!(store.begin_totp(ada).await.is_err(), "it is not replaced without being taken away");
    let file = std::fs::read(ground.dir.path().join("desk.db")).unwrap();
    let log = std::fs::read(ground.dir.path().join("desk.db-wal")).unwrap_or_default();
    for secret in [setup.seed.as_str(), LONG, codes[5].expose()] {
        let found = [&file, &log]
            .iter()
            .any(|bytes| bytes.windows(secret.len()).any(|part| part == secret.as_bytes()));
        assert!(!found, "a secret stands in the store");
    }
    store.remove_totp(ada, hour(6)).await.unwrap();
    assert!(take(ada, "", hour(6)).await);
}

#[tokio::test]
async fn a_clock_that_jumped_weakens_no_login_and_keeps_nobody_out_for_good() {
    let (ground, ada, _) = house().await;
    let store = &ground.store;
    let seed = store.begin_totp(ada).await.unwrap().seed;
    let codes = store.confirm_totp(ada, &totp_code(&seed, hour(1)), hour(1)).await.unwrap();
    let take = async |code: &str, at| store.take_second_factor(ada, code, at).await.unwrap();
    let enter = async |at| {
        let secret = store.log_in(ada, LoginWith::default(), None, at).await.unwrap();
        secret.expose().to_owned()
    };
    let inside = async |secret: &str, at| store.session_user(secret, at).await.unwrap().is_some();
    // A year ahead: sessions end, and a new login holds while the clock stays there.
    let before = enter(hour(1)).await;
    assert!(!inside(&before, days(365)).await);
    assert!(take(&totp_code(&seed, days(365)), days(365)).await);
    let ahead = enter(days(365)).await;
    assert!(inside(&ahead, days(366)).await);
    // Set right again: a code that was used before is none, nor is one that comes before the last; what was kept for that day is.
    assert!(!take(&totp_code(&seed, hour(1)), hour(1)).await);
    assert!(!take(&totp_code(&seed, hour(2)), hour(2)).await);
    assert!(take(codes[0].expose(), hour(2)).await, "a recovery code lets in");
    let back = enter(hour(2)).await;
    assert!(inside(&back, hour(3)).await);
    store.remove_totp(ada, hour(3)).await.unwrap();
    let seed = store.begin_totp(ada).await.unwrap().seed;
    store.confirm_totp(ada, &totp_code(&seed, hour(3)), hour(3)).await.unwrap();
    assert!(take(&totp_code(&seed, hour(4)), hour(4)).await, "and a factor that is set up anew counts");
}

#[tokio::test]
async fn a_store_on_another_host_says_that_its_key_is_missing_and_has_ways_in() {
    let (ground, ada, bert) = house().await;
    let setup = ground.store.begin_totp(ada).await.unwrap();
    let codes = ground.store.confirm_totp(ada, &totp_code(&setup.seed, hour(1)), hour(1)).await.unwrap();
    let there = tempfile::tempdir().unwrap();
    let place = there.path().join("desk.db");
    ground.store.backup(place.clone()).await.unwrap();
    let moved = Store::open(&place, Options::default()).unwrap();
    let code = totp_code(&setup.seed, hour(2));
    let said = moved.take_second_factor(ada, code.as_str(), hour(2)).await.unwrap_err().to_string();
    assert!(said.contains("desk.db.key") && said.contains("is missing"), "{said}");
    assert!(moved.take_second_factor(ada, codes[0].expose(), hour(2)).await.unwrap(), "a recovery code");
    let known = moved.verify_password("Bert", password(LONG)).await.unwrap();
    assert_eq!(known.map(|account| account.user.id), Some(bert), "passwords are hashes");
    moved.remove_totp(ada, hour(3)).await.unwrap();
    assert!(moved.take_second_factor(ada, "", hour(3)).await.unwrap(), "and its owner resets it");
}

#[tokio::test]
async fn somebody_who_is_deleted_leaves_nothing_and_the_desk_keeps_an_owner() {
    let (ground, ada, bert) = house().await;
    let store = &ground.store;
    assert!(matches!(store.delete_account(ada, hour(1)).await, Err(AccountError::First)));
    assert!(matches!(store.disable_account(ada, true, hour(1)).await, Err(AccountError::LastOwner)));
    let shared = ground.feed("gull.example").await;
    let reader = store.reader(bert);
    reader.add_feed(new("gull.example", Some("Sea")), hour(0)).await.unwrap();
    let (own, _) = reader.add_feed(new("tern.example", Some("Own")), hour(0)).await.unwrap();
    let login = Login::new(LoginKind::Bearer, "", "t0ps3cret").unwrap();
    let origin = WebOrigin::of(&url("https://tern.example/"));
    let credential = Credential::new(login, Terms { origin, also: Vec::new(), allow_http: false }).unwrap();
    reader.set_login(own, credential, hour(0)).await.unwrap();
    for (feed, host) in [(shared, "gull.example"), (own, "tern.example")] {
        ground.poll(feed, hour(1), (0..3).map(|n| item(host, &format!("a{n}"), "Ferry")).collect()).await;
    }
    reader.mark(vec![EntryId(1), EntryId(4)], EntryMark::Starred, hour(2)).await.unwrap();
    reader.follow(FollowKind::Words, "ferry".to_owned(), hour(2)).await.unwrap();
    reader.save_search("a".to_owned(), "ferry".to_owned(), true, hour(2)).await.unwrap();
    store.add_token(bert, "phone".to_owned(), TokenScope::Read, hour(2)).await.unwrap();
    store.log_in(bert, LoginWith::default(), None, hour(2)).await.unwrap();
    store.delete_account(bert, hour(3)).await.unwrap();
    let report = store.check().await.unwrap();
    assert!(report.is_healthy(), "{report:?}");
    assert_eq!(store.reader(ada).unread_counts().await.unwrap().all, 3);
    let file = rusqlite::Connection::open(ground.dir.path().join("desk.db")).unwrap();
    let tables = "SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c
                  WHERE m.type = 'table' AND c.name IN ('user', 'private_of')";
    let mut statement = file.prepare(tables).unwrap();
    let columns = statement.query_map((), |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let columns: Vec<(String, String)> = columns.collect::<Result<_, _>>().unwrap();
    assert!(columns.len() > 15, "{columns:?}");
    for (table, column) in columns {
        let sql = format!("SELECT count(*) FROM {table} WHERE {column} = ?");
        let left: i64 = file.query_row(&sql, [bert.0], |row| row.get(0)).unwrap();
        assert_eq!(left, 0, "{table}.{column}");
    }
    let told: Vec<String> = store
        .audit_trail(Some("bert".to_owned()), 9)
        .await
        .unwrap()
        .into_iter()
        .map(|row| row.event)
        .collect();
    assert_eq!(told, ["account deleted", "login", "token made", "account made"]);
}

/// A backup brings passwords, tokens and second factors back, but nobody who was logged in.
#[tokio::test]
async fn a_backup_holds_no_session_and_no_open_link() {
    let (ground, ada, bert) = house().await;
    let store = &ground.store;
    let session = store.log_in(ada, LoginWith::default(), None, hour(1)).await.unwrap();
    let token = store.add_token(ada, "phone".to_owned(), TokenScope::Read, hour(1)).await.unwrap();
    let link = store.add_link(Link::Reset(bert), String::new(), hour(1)).await.unwrap();
    let backup = ground.dir.path().join("backup.db");
    store.backup(backup.clone()).await.unwrap();
    assert!(store.session_user(session.expose(), hour(1)).await.unwrap().is_some(), "this desk goes on");
    let again = ground.dir.path().join("again.db");
    dateline_store::restore(&again, &backup).unwrap();
    let restored = Store::open(&again, Options::default()).unwrap();
    assert!(restored.session_user(session.expose(), hour(1)).await.unwrap().is_none());
    assert!(restored.link(link.expose(), hour(1)).await.unwrap().is_none());
    assert!(restored.token_user(token.expose(), hour(1)).await.unwrap().is_some());
    assert!(restored.verify_password("Ada", password(LONG)).await.unwrap().is_some());
}

//! What the templates of accounts need.

use crate::web::dates::When;
use crate::web::l10n;
use crate::web::view::{Nav, Shell};
use askama::Template;

/// The login.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "account_login.html")]
pub(super) struct LoginPage {
    pub(super) shell: Shell,
    /// What is wrong, in a sentence.
    pub(super) wrong: String,
    /// The name that was typed.
    pub(super) name: String,
    /// Where to go then.
    pub(super) next: String,
    /// Whether a login would be carried so that everybody on the way can read it, and so is not taken.
    pub(super) unsafe_way: bool,
    /// The same where the settings allow it.
    pub(super) warned: bool,
    /// What people call the identity provider; empty where there is none.
    pub(super) provider: String,
    /// Where to go then, as part of an address.
    pub(super) after: String,
    /// Whether name and password are taken.
    pub(super) by_password: bool,
    /// Address of the script for passkeys.
    pub(super) passkey_js: &'static str,
}

/// Asks for the code of a second factor alone.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "account_code.html")]
pub(super) struct CodePage {
    pub(super) shell: Shell,
    /// What is wrong, in a sentence.
    pub(super) wrong: String,
    /// Who is to give it, sealed.
    pub(super) sealed: String,
}

/// Leads to another site.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "account_go.html")]
pub(super) struct GoPage {
    pub(super) shell: Shell,
    pub(super) heading: String,
    pub(super) words: String,
    pub(super) address: String,
    pub(super) button: String,
}

/// A form for a new password: of somebody, of a new account, of the first one.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "account_new.html")]
pub(super) struct NewPage {
    pub(super) shell: Shell,
    pub(super) heading: String,
    pub(super) words: String,
    /// What is wrong, in a sentence.
    pub(super) wrong: String,
    /// Whether the name is asked for, and what was typed.
    pub(super) asks_name: bool,
    pub(super) name: String,
    /// Whether the token of `serve` is asked for.
    pub(super) asks_token: bool,
    pub(super) button: &'static str,
    /// Whether a password would be carried so that everybody on the way can read it, and so is not taken.
    pub(super) unsafe_way: bool,
}

/// One's own account.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "account.html")]
pub(super) struct AccountPage {
    pub(super) shell: Shell,
    pub(super) name: String,
    pub(super) is_owner: bool,
    /// What was done or is wrong.
    pub(super) notice: Option<(bool, String)>,
    pub(super) has_factor: bool,
    /// What people call the identity provider; empty where there is none.
    pub(super) provider: String,
    /// Whom it knows this account as.
    pub(super) linked: Option<String>,
    pub(super) passkeys: Vec<PasskeyRow>,
    /// Address of the script for passkeys.
    pub(super) passkey_js: &'static str,
    pub(super) sessions: Vec<SessionRow>,
    pub(super) tokens: Vec<TokenRow>,
    pub(super) trail: Vec<TrailRow>,
}

#[derive(Debug, Clone)]
pub(super) struct SessionRow {
    pub(super) id: i64,
    pub(super) agent: String,
    pub(super) network: String,
    pub(super) since: When,
    pub(super) seen: When,
    /// Whether it is this browser's.
    pub(super) is_this: bool,
}

#[derive(Debug, Clone)]
pub(super) struct PasskeyRow {
    pub(super) id: i64,
    pub(super) name: String,
    /// Whether it is kept elsewhere too, such as in an account of its maker.
    pub(super) backed_up: bool,
    pub(super) since: When,
    pub(super) used: Option<When>,
}

#[derive(Debug, Clone)]
pub(super) struct TokenRow {
    pub(super) id: i64,
    pub(super) name: String,
    pub(super) scope: &'static str,
    pub(super) since: When,
    pub(super) used: Option<When>,
}

#[derive(Debug, Clone)]
pub(super) struct TrailRow {
    pub(super) at: When,
    pub(super) name: String,
    pub(super) event: String,
    pub(super) network: String,
}

/// A secret that is shown once.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "account_secret.html")]
pub(super) struct SecretPage {
    pub(super) shell: Shell,
    pub(super) heading: String,
    pub(super) words: String,
    pub(super) secrets: Vec<String>,
    /// Address that an app for codes opens; a code is asked for then.
    pub(super) app: String,
    pub(super) back: &'static str,
}

/// Everybody's accounts, for owners.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "people.html")]
pub(super) struct PeoplePage {
    pub(super) shell: Shell,
    pub(super) notice: Option<(bool, String)>,
    pub(super) rows: Vec<PersonRow>,
    pub(super) trail: Vec<TrailRow>,
}

#[derive(Debug, Clone)]
pub(super) struct PersonRow {
    pub(super) id: i64,
    pub(super) name: String,
    pub(super) role: &'static str,
    pub(super) disabled: bool,
    pub(super) has_factor: bool,
    pub(super) seen: Option<When>,
    /// Whether it is who looks at the page.
    pub(super) is_self: bool,
}

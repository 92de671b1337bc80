//! What an account brings from elsewhere (G1b, docs/decisions/0055): which kinds of records can be
//! looked for, what is shown of each, and where files of archives that came with an archive stand.
//!
//! Brought history is read and nothing else: its numbers are another seller's, and no book, balance
//! or trail of this Plenum knows them. Not known here: where it is kept.

use units::id::ExportId;

use crate::export::file_name;

/// Where files of archives an account brought stand in its own: `brought/<export>/<path>`.
const FOLDER: &str = "brought/";
/// A file of a brought archive is held in memory while it is kept.
pub const FILE_MAX_BYTES: u64 = 64 * 1024 * 1024;
/// Records between two files of one kind: their numbers tell their order and are never reused.
pub const NUMBERS_A_FILE: u64 = 1_000;

/// What is shown of the records of a kind: names of their members.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Listed {
    pub kind: &'static str,
    /// What it is called, put together with blanks between.
    pub title: &'static [&'static str],
    /// When it was.
    pub at: Option<&'static str>,
    /// An amount in minor units, of the record's currency.
    pub amount: Option<&'static str>,
    /// A word of a list of another Plenum's: shown as it is.
    pub state: Option<&'static str>,
    /// What is searched in besides the title.
    pub more: &'static [&'static str],
}

const fn listed(kind: &'static str, title: &'static [&'static str], at: &'static str) -> Listed {
    Listed { kind, title, at: Some(at), amount: None, state: None, more: &["id"] }
}

/// The kinds that are listed, in the order in which they are shown. All others are files.
pub const LISTED: &[Listed] = &[
    Listed {
        amount: Some("total_minor"),
        state: Some("state"),
        ..listed("invoices", &["number"], "issued_at")
    },
    Listed { amount: Some("total_minor"), ..listed("credit_notes", &["number"], "issued_at") },
    Listed {
        amount: Some("amount_minor"),
        state: Some("state"),
        more: &["id", "invoice_id", "order_id"],
        ..listed("payments", &["gateway_id"], "created_at")
    },
    Listed {
        amount: Some("amount_minor"),
        state: Some("state"),
        more: &["id", "payment_id"],
        ..listed("refunds", &["cause"], "asked_at")
    },
    Listed {
        amount: Some("amount_minor"),
        more: &["id", "payment_id"],
        ..listed("chargebacks", &["payment_id"], "seen_at")
    },
    Listed {
        amount: Some("amount_minor"),
        more: &["id", "invoice_id"],
        ..listed("bank_transfers", &["reference"], "entered_at")
    },
    Listed {
        amount: Some("total_minor"),
        state: Some("state"),
        ..listed("orders", &["id"], "placed_at")
    },
    Listed {
        state: Some("state"),
        ..listed("subscriptions", &["product", "tier", "interval"], "created_at")
    },
    listed("payment_methods", &["brand", "last4"], "created_at"),
    Listed { state: Some("state"), ..listed("tax_exemptions", &["country", "number"], "asked_at") },
    listed("ledger_entries", &["kind", "reference", "description"], "at"),
    listed("trail", &["actor", "action"], "at"),
    listed("people", &["name", "email"], "created_at"),
    listed("invitations", &["name", "email"], "invited_at"),
    Listed {
        more: &["person_id"],
        ..listed("acceptances", &["document", "version"], "accepted_at")
    },
];

impl Listed {
    pub fn of(kind: &str) -> Option<&'static Listed> {
        LISTED.iter().find(|listed| listed.kind == kind)
    }

    /// Members that are looked into.
    pub fn searched(&self) -> impl Iterator<Item = &'static str> {
        self.title.iter().chain(self.more).copied()
    }
}

/// The path of the document that stands beside a record of `kind`, whose members `member` tells.
pub fn document_of<'r>(
    kind: &str,
    member: impl Fn(&'static str) -> Option<&'r str>,
) -> Option<String> {
    let (folder, name, ending) = match kind {
        "invoices" => ("invoices", member("number")?, "pdf"),
        "credit_notes" => ("credit-notes", member("number")?, "pdf"),
        "tax_exemptions" => ("tax-exemptions", member("id")?, member("file_kind")?),
        _ => return None,
    };
    Some(format!("{folder}/{}.{}", file_name(name), file_name(ending)))
}

/// Kinds that have an effect here besides being kept.
pub const LIVING: [&str; 6] =
    ["groups", "group_members", "policy", "webhook_endpoints", "held_meetings", "connections"];

/// Kinds of which the account keeps its own; what came is for people to decide on.
pub const PROPOSED: [&str; 2] = ["people", "chat_retention"];

/// Where the file at `path` of the brought archive `id` stands in an archive of the account.
pub fn place_of(id: ExportId, path: &str) -> String {
    format!("{FOLDER}{id}/{path}")
}

/// Of which archive, and what it is called there, if `path` is that of a brought file.
pub fn placed(path: &str) -> Option<(ExportId, &str)> {
    let (id, inner) = path.strip_prefix(FOLDER)?.split_once('/')?;
    Some((id.parse().ok()?, inner))
}

/// The kind and the number of a file of records, from 1; none: it is none.
pub fn records_file(path: &str) -> Option<(&str, u64)> {
    let name = path.strip_prefix("data/")?.strip_suffix(".ndjson")?;
    let (kind, number) = name.rsplit_once('-')?;
    let is_number = number.len() >= 4 && number.bytes().all(|byte| byte.is_ascii_digit());
    let number: u64 = number.parse().ok().filter(|number| is_number && *number > 0)?;
    Some((kind, number))
}

/// The kind a brought file is of, by its path.
pub fn kind_of(path: &str) -> String {
    match (records_file(path), path.split_once('/')) {
        (Some((kind, _)), _) => kind.to_owned(),
        (None, Some((folder, _))) => folder.replace('-', "_"),
        (None, None) => "manifest".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use units::{Id, Timestamp};

    use super::*;
    use crate::export::kinds::{ALL, OF_ACCOUNT};

    #[test]
    fn what_is_shown_is_in_an_accounts_archive() {
        for Listed { kind, title, at, amount, state, more } in LISTED.iter().copied() {
            assert!(OF_ACCOUNT.iter().any(|step| step.records() == Some(kind)), "{kind}");
            let known = ALL.iter().find(|known| known.name == kind).expect("a kind");
            let fields: Vec<&str> = known.fields().map(|field| field.0).collect();
            let named = title.iter().chain(more).copied().chain(at).chain(amount).chain(state);
            for name in named.filter(|name| *name != "id" || kind != "acceptances") {
                assert!(fields.contains(&name), "{kind}: {name}");
            }
            if amount.is_some() {
                assert!(fields.contains(&"currency"), "{kind}");
            }
        }
        for kind in LIVING.iter().chain(&PROPOSED) {
            assert!(OF_ACCOUNT.iter().any(|step| step.records() == Some(kind)), "{kind}");
        }
    }

    #[test]
    fn brought_files_have_their_place() {
        let id: ExportId = Id::from_parts(Timestamp::from_seconds(0), [7; 10]);
        for path in ["data/invoices-0001.ndjson", "invoices/A 1.pdf", "manifest.json"] {
            assert_eq!(placed(&place_of(id, path)), Some((id, path)));
        }
        for path in ["brought/x/a", "brought/", "data/brought-0001.ndjson", "manifest.json"] {
            assert_eq!(placed(path), None, "{path}");
        }
        assert_eq!(records_file("data/invoices-0012.ndjson"), Some(("invoices", 12)));
        assert_eq!(records_file("data/invoices-12.ndjson"), None);
        assert_eq!(records_file("data/invoices-0000.ndjson"), None);
        assert_eq!(kind_of("credit-notes/A.pdf"), "credit_notes");
        assert_eq!(kind_of("data/trail-0001.ndjson"), "trail");
        assert_eq!(kind_of("manifest.json"), "manifest");
        let numbered = |name| (name == "number").then_some("A/1");
        assert_eq!(document_of("invoices", numbered).as_deref(), Some("invoices/A_1.pdf"));
        assert_eq!(document_of("payments", numbered), None);
        assert_eq!(document_of("credit_notes", |_| None), None);
    }
}

//! A person goes from one account to another with everything that is theirs (E7).
//!
//! What is moved stands here in one list, for the account stands in every row. Not moved: what
//! belongs to the account (orders, its trail, reports, templates for everybody in it), exports,
//! which are found by their person, and chats, which are kept as long as the account says in which
//! they were written.

use people::roles::Role;
use units::Timestamp;
use units::id::{AccountId, PersonId, SiteId};

use crate::args;
use crate::error::StoreError;
use crate::tx::Tx;

/// What stands beside meetings, by `meeting_id`.
const BESIDE_MEETINGS: [&str; 8] = [
    "meeting_panelist",
    "meeting_invitee",
    "meeting_alternate_host",
    "meeting_person",
    "meeting_answer_code",
    "meeting_answer",
    "meeting_registration",
    "registrant",
];

/// What stands beside recordings, by `recording_id`.
const BESIDE_RECORDINGS: [&str; 2] = ["recording_passage", "recording_share"];

/// What is a person's by `person_id`.
const OF_PERSON: [&str; 18] = [
    "contact",
    "contact_key",
    "contact_group",
    "contact_group_member",
    "contact_book",
    "contact_import",
    "meeting_template",
    "room",
    "room_name",
    "brought_chat",
    "brought_message",
    "brought_file",
    "passkey",
    "access_token",
    "password_reset",
    "session",
    "person_email",
    "person_role",
];

/// Due work that names the account of what moves. $1 is the account, $2 the person, $3 the new
/// account; first, because it finds theirs by the rows it is about.
const DUE: [&str; 3] = [
    // Its key is the meeting and its version.
    "update due set account_id = $3, payload = replace(payload, $1, $3)
      where kind in ('move_meeting_on', 'meeting_reminder') and account_id = $1
        and state = 'waiting' and key in (select id || '.' || sequence from meeting
                     where account_id = $1 and host_id = $2)",
    "update due set account_id = $3, payload = replace(payload, $1, $3)
      where kind = 'recording_trash' and account_id = $1 and state = 'waiting'
        and key in (select id from recording where account_id = $1 and owner_id = $2)",
    "update due set account_id = $3, payload = replace(payload, $1, $3)
      where kind = 'contact_cleanup' and account_id = $1 and state = 'waiting'
        and (key in (select id from contact where account_id = $1 and person_id = $2)
             or key in (select id from contact_import where account_id = $1 and person_id = $2))",
];

/// Every statement that moves rows, those first that find theirs by rows that move later.
fn moves() -> Vec<String> {
    let beside = |table: &str, of: &str, owner: &str| {
        format!(
            "update {table} set account_id = $3 where account_id = $1 and {of}_id in
                    (select id from {of} where account_id = $1 and {owner} = $2)"
        )
    };
    let mut moves: Vec<String> = DUE.map(str::to_owned).to_vec();
    moves.extend(BESIDE_MEETINGS.iter().map(|table| beside(table, "meeting", "host_id")));
    moves.extend(BESIDE_RECORDINGS.iter().map(|table| beside(table, "recording", "owner_id")));
    // Their bytes stay where they lie.
    moves.push(
        "update recording set account_id = $3, bytes_account = coalesce(bytes_account, $1)
          where account_id = $1 and owner_id = $2"
            .to_owned(),
    );
    moves.extend(OF_PERSON.iter().map(|table| {
        format!("update {table} set account_id = $3 where account_id = $1 and person_id = $2")
    }));
    moves
}

/// `person` and what is theirs are in the account `to`, on `site`, from now on, as its owner; where
/// they are signed in they have to sign in anew, and their tokens end.
pub async fn move_person(
    tx: &mut Tx,
    (account, person): (AccountId, PersonId),
    (to, site): (AccountId, SiteId),
    now: Timestamp,
) -> Result<(), StoreError> {
    crate::member::set_deactivated(tx, account, person, Some(now), now).await?;
    crate::member::set_roles(tx, account, person, &[Role::Owner, Role::Host].into()).await?;
    tx.execute(
        "delete from people_group_member where account_id = $1 and person_id = $2",
        args![account, person],
    )
    .await?;
    // What is brought into the account would go to somebody who is no longer there.
    tx.execute(
        "update import set state = 'cancelled', ended_at = $3
          where account_id = $1 and person_id = $2
            and state in ('open', 'checking', 'ready', 'bringing')",
        args![account, person, now],
    )
    .await?;
    for sql in moves() {
        tx.execute_text(&sql, args![account, person, to]).await?;
    }
    tx.execute(
        "update meeting set account_id = $3, site_id = $4 where account_id = $1 and host_id = $2",
        args![account, person, to, site],
    )
    .await?;
    tx.execute(
        "update person set account_id = $3, deactivated_at = null
          where account_id = $1 and id = $2",
        args![account, person, to],
    )
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::tx::Store;

    /// Stay where they are: they are the account's own, or found by their person alone.
    const STAY: [&str; 12] = [
        "acceptance",
        "audit",
        "chat",
        "chat_unread",
        "customer_order",
        "departure",
        "export",
        "import",
        "licence",
        "method_visit",
        "people_group_member",
        "usage_import",
    ];

    /// A table that names an account and a person, a meeting or a recording moves or stays: whoever
    /// adds one decides which.
    #[tokio::test]
    async fn every_table_of_people_moves_or_stays() {
        let folder = std::env::temp_dir().join(format!("plenum_moves_{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let store = Store::sqlite(&folder.join("plenum.db")).await.expect("SQLite opens");
        crate::migrate::migrate(&store, Timestamp::from_seconds(0)).await.expect("migrated");
        let mut tx = store.read().await.expect("a reader");
        let named = tx
            .rows(
                "select distinct m.name as name from sqlite_master m, pragma_table_info(m.name) c
                  where m.type = 'table'
                    and c.name in ('person_id', 'meeting_id', 'recording_id')
                    and 'account_id' in (select name from pragma_table_info(m.name))",
                args![],
            )
            .await
            .expect("the schema");
        let named: BTreeSet<String> =
            named.iter().map(|row| row.text("name").expect("a name")).collect();
        drop(tx);
        store.close().await;
        let _ = std::fs::remove_dir_all(&folder);
        let own = ["recording"];
        let known = [&BESIDE_MEETINGS[..], &BESIDE_RECORDINGS, &OF_PERSON, &STAY, &own].concat();
        let known: BTreeSet<String> = known.into_iter().map(str::to_owned).collect();
        assert_eq!(named, known);
    }
}

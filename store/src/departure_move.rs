//! A person goes from one account to another with everything that is theirs (E7).
//!
//! What is moved stands here in one list, for the account stands in every row. Not moved: what
//! belongs to the account (orders, its trail, reports), exports, which are found by their person,
//! and chats, which are kept as long as the account says in which they were written.

use people::roles::Role;
use units::Timestamp;
use units::id::{AccountId, PersonId, SiteId};

use crate::args;
use crate::error::StoreError;
use crate::tx::Tx;

/// Their meetings: in each, $1 is the account, $2 the host, $3 the new account. Those first that
/// find theirs by the meeting's row.
const OF_MEETINGS: [&str; 8] = [
    // Work that moves a series on, or reminds of it, names its account; its key the meeting and its
    // version.
    "update due set account_id = $3, payload = replace(payload, $1, $3)
      where kind in ('move_meeting_on', 'meeting_reminder') and account_id = $1
        and state = 'waiting' and key in (select id || '.' || sequence from meeting
                     where account_id = $1 and host_id = $2)",
    "update meeting_invitee set account_id = $3
      where account_id = $1 and meeting_id in
            (select id from meeting where account_id = $1 and host_id = $2)",
    "update meeting_alternate_host set account_id = $3
      where account_id = $1 and meeting_id in
            (select id from meeting where account_id = $1 and host_id = $2)",
    "update meeting_person set account_id = $3
      where account_id = $1 and meeting_id in
            (select id from meeting where account_id = $1 and host_id = $2)",
    "update meeting_answer_code set account_id = $3
      where account_id = $1 and meeting_id in
            (select id from meeting where account_id = $1 and host_id = $2)",
    "update meeting_answer set account_id = $3
      where account_id = $1 and meeting_id in
            (select id from meeting where account_id = $1 and host_id = $2)",
    "update meeting_registration set account_id = $3
      where account_id = $1 and meeting_id in
            (select id from meeting where account_id = $1 and host_id = $2)",
    "update registrant set account_id = $3
      where account_id = $1 and meeting_id in
            (select id from meeting where account_id = $1 and host_id = $2)",
];

/// Everything else of theirs: $1 is the account, $2 the person, $3 the new account.
const OF_PERSON: [&str; 23] = [
    "update recording_passage set account_id = $3
      where account_id = $1 and recording_id in
            (select id from recording where account_id = $1 and owner_id = $2)",
    "update recording_share set account_id = $3
      where account_id = $1 and recording_id in
            (select id from recording where account_id = $1 and owner_id = $2)",
    "update due set account_id = $3, payload = replace(payload, $1, $3)
      where kind = 'recording_trash' and account_id = $1 and state = 'waiting'
        and key in (select id from recording where account_id = $1 and owner_id = $2)",
    // Their bytes stay where they lie.
    "update recording set account_id = $3, bytes_account = coalesce(bytes_account, $1)
      where account_id = $1 and owner_id = $2",
    "update due set account_id = $3, payload = replace(payload, $1, $3)
      where kind = 'contact_cleanup' and account_id = $1 and state = 'waiting'
        and (key in (select id from contact where account_id = $1 and person_id = $2)
             or key in (select id from contact_import where account_id = $1 and person_id = $2))",
    "update contact set account_id = $3 where account_id = $1 and person_id = $2",
    "update contact_key set account_id = $3 where account_id = $1 and person_id = $2",
    "update contact_group set account_id = $3 where account_id = $1 and person_id = $2",
    "update contact_group_member set account_id = $3 where account_id = $1 and person_id = $2",
    "update contact_book set account_id = $3 where account_id = $1 and person_id = $2",
    "update contact_import set account_id = $3 where account_id = $1 and person_id = $2",
    "update room set account_id = $3 where account_id = $1 and person_id = $2",
    "update room_name set account_id = $3 where account_id = $1 and person_id = $2",
    "update brought_chat set account_id = $3 where account_id = $1 and person_id = $2",
    "update brought_message set account_id = $3 where account_id = $1 and person_id = $2",
    "update brought_file set account_id = $3 where account_id = $1 and person_id = $2",
    "update passkey set account_id = $3 where account_id = $1 and person_id = $2",
    "update access_token set account_id = $3 where account_id = $1 and person_id = $2",
    "update password_reset set account_id = $3 where account_id = $1 and person_id = $2",
    "update session set account_id = $3 where account_id = $1 and person_id = $2",
    "update person_email set account_id = $3 where account_id = $1 and person_id = $2",
    "update person_role set account_id = $3 where account_id = $1 and person_id = $2",
    "update person set account_id = $3, deactivated_at = null where account_id = $1 and id = $2",
];

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
    for sql in OF_MEETINGS {
        tx.execute(sql, args![account, person, to]).await?;
    }
    tx.execute(
        "update meeting set account_id = $3, site_id = $4 where account_id = $1 and host_id = $2",
        args![account, person, to, site],
    )
    .await?;
    for sql in OF_PERSON {
        tx.execute(sql, args![account, person, to]).await?;
    }
    Ok(())
}

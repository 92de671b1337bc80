//! Where the records of a person's archive come from. Chats and meetings may be of other accounts:
//! they are found by the person who takes part.

use super::{A_CHAT, COPIED, OF_A_CHAT, PERSON, PERSON_ANYWHERE, Source};

pub(super) const SOURCES: &[Source] = &[
    Source {
        kind: "profile",
        from: "person t",
        when: "t.account_id = $1 and t.id = $2",
        keys: "t.id",
        ..PERSON
    },
    Source {
        kind: "addresses",
        from: "person_email t",
        keys: "t.email_key",
        made: Some("t.verified_at"),
        ..PERSON
    },
    Source { kind: "roles", from: "person_role t", keys: "t.person_id t.role", ..PERSON },
    Source {
        kind: "licences",
        from: "licence t",
        keys: "t.person_id t.subscription_id t.add_on",
        made: Some("t.assigned_at"),
        ..PERSON
    },
    Source {
        kind: "group_members",
        from: "people_group_member t",
        keys: "t.person_id t.group_id",
        ..PERSON
    },
    Source {
        kind: "acceptances",
        from: "acceptance t",
        keys: "t.person_id t.document t.version",
        made: Some("t.accepted_at"),
        ..PERSON
    },
    Source {
        kind: "sessions",
        from: "session t",
        keys: "t.id",
        made: Some("t.created_at"),
        ..PERSON
    },
    Source {
        kind: "passkeys",
        from: "passkey t",
        keys: "t.id",
        made: Some("t.created_at"),
        ..PERSON
    },
    Source {
        kind: "access_tokens",
        from: "access_token t",
        keys: "t.id",
        made: Some("t.created_at"),
        ..PERSON
    },
    Source {
        kind: "meetings",
        from: "meeting t",
        when: "t.account_id = $1 and t.host_id = $2",
        keys: "t.id",
        made: Some("t.created_at"),
        ..PERSON
    },
    Source {
        kind: "meeting_panelists",
        from: "meeting m join meeting_panelist t on t.meeting_id = m.id",
        when: "m.account_id = $1 and t.account_id = $1 and m.host_id = $2",
        keys: "m.id t.email_key",
        made: Some("m.created_at"),
        ..PERSON
    },
    Source {
        kind: "meeting_invitees",
        from: "meeting m join meeting_invitee t on t.meeting_id = m.id",
        when: "m.account_id = $1 and t.account_id = $1 and m.host_id = $2",
        keys: "m.id t.email_key",
        made: Some("m.created_at"),
        ..PERSON
    },
    Source {
        kind: "meeting_alternate_hosts",
        from: "meeting m join meeting_alternate_host t on t.meeting_id = m.id",
        when: "m.account_id = $1 and t.account_id = $1 and m.host_id = $2",
        keys: "m.id t.email_key",
        made: Some("m.created_at"),
        ..PERSON
    },
    Source {
        kind: "meeting_answers",
        from: "meeting m join meeting_answer t on t.meeting_id = m.id",
        when: "m.account_id = $1 and t.account_id = $1 and m.host_id = $2",
        keys: "m.id t.email_key #t.place",
        made: Some("t.came_at"),
        ..PERSON
    },
    Source {
        kind: "meeting_registrations",
        from: "meeting m join meeting_registration t on t.meeting_id = m.id",
        when: "m.account_id = $1 and t.account_id = $1 and m.host_id = $2",
        keys: "m.id",
        made: Some("m.created_at"),
        ..PERSON
    },
    Source {
        kind: "registrants",
        from: "meeting m join registrant t on t.meeting_id = m.id",
        when: "m.account_id = $1 and t.account_id = $1 and m.host_id = $2",
        keys: "t.id",
        made: Some("t.asked_at"),
        ..PERSON
    },
    Source {
        kind: "meetings_attended",
        from: "meeting_person t join meeting m on m.id = t.meeting_id and m.account_id = \
            t.account_id join person h on h.id = m.host_id and h.account_id = m.account_id",
        when: "t.person_id = $1 and t.part <> 'host'",
        columns: "id=t.meeting_id host_name=h.name title=m.title agenda=m.agenda \
            starts_local=m.starts_local zone=m.zone duration_minutes=m.duration_minutes \
            rule=m.rule exceptions=m.exceptions number=m.number state=m.state kind=m.kind",
        keys: "#t.listed_at t.meeting_id",
        made: Some("m.created_at"),
        ..PERSON_ANYWHERE
    },
    Source {
        kind: "meeting_templates",
        from: "meeting_template t",
        keys: "t.id",
        made: Some("t.created_at"),
        ..PERSON
    },
    Source {
        kind: "room",
        from: "room t join room_name n on n.skeleton = t.skeleton",
        when: "t.account_id = $1 and t.person_id = $2",
        columns: "name=n.name",
        keys: "t.person_id",
        ..PERSON
    },
    Source {
        kind: "room_names",
        from: "room_name t",
        keys: "t.skeleton",
        made: Some("t.since"),
        ..PERSON
    },
    Source {
        kind: "contacts",
        from: "contact t",
        when: "t.account_id = $1 and t.person_id = $2 and t.removed_at is null",
        keys: "t.sort_key t.id",
        made: Some("t.created_at"),
        ..PERSON
    },
    Source {
        kind: "contact_groups",
        from: "contact_group t",
        keys: "t.id",
        made: Some("t.created_at"),
        ..PERSON
    },
    Source {
        kind: "contact_group_members",
        from: "contact_group_member t join contact c on c.id = t.contact_id and c.account_id = \
            t.account_id",
        when: "t.account_id = $1 and t.person_id = $2 and c.removed_at is null",
        keys: "t.group_id t.contact_id",
        ..PERSON
    },
    Source {
        kind: "chats",
        from: "chat t left join meeting m on m.id = t.meeting_id left join person a on a.id = \
            t.first_id left join person b on b.id = t.second_id",
        when: A_CHAT,
        columns: "meeting_title=m.title first_name=a.name second_name=b.name",
        keys: "t.id",
        made: Some("t.created_at"),
        ..PERSON_ANYWHERE
    },
    Source {
        kind: "chats",
        is_copy: true,
        from: "brought_chat t",
        when: COPIED,
        keys: "t.id",
        made: Some("t.created_at"),
        ..PERSON_ANYWHERE
    },
    Source {
        kind: "chat_messages",
        from: "chat_message t",
        when: OF_A_CHAT,
        keys: "t.chat_id #t.number",
        made: Some("t.written_at"),
        ..PERSON_ANYWHERE
    },
    Source {
        kind: "chat_messages",
        is_copy: true,
        from: "brought_message t",
        when: COPIED,
        keys: "t.chat_id #t.number",
        made: Some("t.written_at"),
        ..PERSON_ANYWHERE
    },
    Source {
        kind: "chat_attachments",
        from: "chat_attachment t",
        when: OF_A_CHAT,
        keys: "t.id",
        made: Some("t.attached_at"),
        ..PERSON_ANYWHERE
    },
    Source {
        kind: "chat_attachments",
        is_copy: true,
        from: "brought_file t",
        when: COPIED,
        keys: "t.id",
        made: Some("t.attached_at"),
        ..PERSON_ANYWHERE
    },
    Source {
        kind: "recordings",
        from: "recording t",
        when: "t.account_id = $1 and t.owner_id = $2",
        keys: "#t.added_at t.id",
        made: Some("t.added_at"),
        ..PERSON
    },
    Source {
        kind: "recording_passages",
        from: "recording r join recording_passage t on t.recording_id = r.id",
        when: "r.account_id = $1 and r.owner_id = $2",
        keys: "t.recording_id #t.number",
        made: Some("r.added_at"),
        ..PERSON
    },
    Source {
        kind: "mails",
        from: "mail t",
        when: "t.account_id = $1 and t.to_address in (select email from person_email where \
            account_id = $1 and person_id = $2)",
        keys: "#t.created_at t.id",
        made: Some("t.created_at"),
        ..PERSON
    },
    Source { kind: "activity", from: "audit t", keys: "#t.sequence", made: Some("t.at"), ..PERSON },
];

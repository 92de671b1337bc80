//! Where the records of an account's archive come from, in the order of `people::export::kinds`.

use super::{ACCOUNT, Source};

pub(super) const SOURCES: &[Source] = &[
    Source { kind: "account", from: "account t", when: "t.id = $1", keys: "t.id", ..ACCOUNT },
    Source { kind: "sites", from: "site t", keys: "t.id", made: Some("t.created_at"), ..ACCOUNT },
    Source {
        kind: "site_names",
        from: "site_name t",
        keys: "t.name",
        made: Some("t.since"),
        ..ACCOUNT
    },
    Source {
        kind: "people",
        from: "person t",
        keys: "t.id",
        made: Some("t.created_at"),
        ..ACCOUNT
    },
    Source { kind: "roles", from: "person_role t", keys: "t.person_id t.role", ..ACCOUNT },
    Source {
        kind: "invitations",
        from: "invitation t",
        keys: "#t.invited_at t.id",
        made: Some("t.invited_at"),
        ..ACCOUNT
    },
    Source {
        kind: "licences",
        from: "licence t",
        keys: "t.person_id t.subscription_id t.add_on",
        made: Some("t.assigned_at"),
        ..ACCOUNT
    },
    Source {
        kind: "groups",
        from: "people_group t",
        keys: "t.id",
        made: Some("t.created_at"),
        ..ACCOUNT
    },
    Source {
        kind: "group_members",
        from: "people_group_member t",
        keys: "t.person_id t.group_id",
        ..ACCOUNT
    },
    Source { kind: "policy", from: "account_policy t", keys: "t.account_id", ..ACCOUNT },
    Source { kind: "chat_retention", from: "chat_retention t", keys: "t.account_id", ..ACCOUNT },
    Source {
        kind: "meeting_templates",
        from: "meeting_template t",
        when: "t.account_id = $1 and t.person_id is null",
        keys: "t.id",
        made: Some("t.created_at"),
        ..ACCOUNT
    },
    Source {
        kind: "subscriptions",
        from: "subscription t",
        keys: "t.id",
        made: Some("t.created_at"),
        ..ACCOUNT
    },
    Source {
        kind: "subscription_items",
        from: "subscription s join subscription_item t on t.subscription_id = s.id",
        when: "s.account_id = $1 and t.account_id = $1",
        keys: "t.subscription_id #t.position",
        made: Some("s.created_at"),
        ..ACCOUNT
    },
    Source {
        kind: "subscription_periods",
        from: "subscription s join subscription_period t on t.subscription_id = s.id",
        when: "s.account_id = $1 and t.account_id = $1",
        keys: "t.subscription_id #t.period_index",
        made: Some("t.starts_at"),
        ..ACCOUNT
    },
    Source {
        kind: "trials",
        from: "trial t",
        keys: "t.product",
        made: Some("t.started_at"),
        ..ACCOUNT
    },
    Source {
        kind: "orders",
        from: "customer_order t",
        keys: "#t.placed_at t.id",
        made: Some("t.placed_at"),
        ..ACCOUNT
    },
    Source {
        kind: "invoices",
        from: "invoice t",
        keys: "#t.issued_at t.id",
        made: Some("t.issued_at"),
        ..ACCOUNT
    },
    Source {
        kind: "credit_notes",
        from: "credit_note t",
        keys: "#t.issued_at t.id",
        made: Some("t.issued_at"),
        ..ACCOUNT
    },
    Source {
        kind: "payments",
        from: "payment_attempt t",
        keys: "#t.created_at t.id",
        made: Some("t.created_at"),
        ..ACCOUNT
    },
    Source {
        kind: "refunds",
        from: "refund t",
        columns: "payment_id=t.attempt_id",
        keys: "#t.asked_at t.id",
        made: Some("t.asked_at"),
        ..ACCOUNT
    },
    Source {
        kind: "chargebacks",
        from: "chargeback t",
        columns: "payment_id=t.attempt_id",
        keys: "#t.seen_at t.id",
        made: Some("t.seen_at"),
        ..ACCOUNT
    },
    Source {
        kind: "bank_transfers",
        from: "bank_transfer t",
        keys: "#t.entered_at t.id",
        made: Some("t.entered_at"),
        ..ACCOUNT
    },
    Source {
        kind: "payment_methods",
        from: "payment_method t",
        keys: "t.id",
        made: Some("t.created_at"),
        ..ACCOUNT
    },
    Source {
        kind: "tax_exemptions",
        from: "tax_exemption t",
        keys: "#t.asked_at t.id",
        made: Some("t.asked_at"),
        ..ACCOUNT
    },
    Source {
        kind: "acceptances",
        from: "acceptance t",
        keys: "t.person_id t.document t.version",
        made: Some("t.accepted_at"),
        ..ACCOUNT
    },
    Source {
        kind: "ledger_entries",
        from: "ledger_entry t",
        keys: "#t.sequence",
        made: Some("t.at"),
        ..ACCOUNT
    },
    Source {
        kind: "ledger_legs",
        from: "ledger_entry e join ledger_leg t on t.entry_id = e.id and t.currency = e.currency",
        when: "e.account_id = $1 and t.account_id = $1",
        keys: "#e.sequence #t.position",
        made: Some("e.at"),
        ..ACCOUNT
    },
    Source { kind: "trail", from: "audit t", keys: "#t.sequence", made: Some("t.at"), ..ACCOUNT },
    Source {
        kind: "webhook_endpoints",
        from: "webhook_endpoint t",
        keys: "t.id",
        made: Some("t.created_at"),
        ..ACCOUNT
    },
    Source {
        kind: "held_meetings",
        from: "held_meeting t",
        keys: "#t.started_at t.id",
        made: Some("t.created_at"),
        ..ACCOUNT
    },
    Source {
        kind: "connections",
        from: "held_meeting h join connection t on t.held_id = h.id",
        when: "h.account_id = $1 and t.account_id = $1",
        keys: "#h.started_at t.held_id t.id",
        made: Some("h.created_at"),
        ..ACCOUNT
    },
    Source {
        kind: "brought_archives",
        from: "history_archive t",
        when: "t.account_id = $1 and t.brought_at is not null",
        columns: "account_id=t.origin_id account_name=t.origin_name",
        keys: "t.id",
        made: Some("t.brought_at"),
        ..ACCOUNT
    },
    Source {
        kind: "brought_files",
        from: "history_archive a join history_file t on t.account_id = a.account_id and \
            t.archive_id = a.id",
        when: "a.account_id = $1 and t.account_id = $1 and a.brought_at is not null",
        keys: "t.archive_id t.path",
        made: Some("a.brought_at"),
        ..ACCOUNT
    },
];

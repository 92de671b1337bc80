//! Roles and permissions: who may do what, in one table.
//!
//! The table is `Permission::holders`; pages, handlers and the documentation all read it. Running
//! the deployment (`Operate`) is not a role in an account but a capability of its own. A token does
//! what its scopes name and its person may, never more.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use units::id::{AccountId, PersonId};

use crate::scope::Scope;

/// What somebody is in an account; several at once are possible.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Owner,
    Admin,
    BillingContact,
    Host,
    Member,
}

impl Role {
    pub const ALL: [Role; 5] =
        [Role::Owner, Role::Admin, Role::BillingContact, Role::Host, Role::Member];

    /// The word in rows, API and keys of texts.
    pub fn word(self) -> &'static str {
        match self {
            Role::Owner => "owner",
            Role::Admin => "admin",
            Role::BillingContact => "billing_contact",
            Role::Host => "host",
            Role::Member => "member",
        }
    }

    pub fn from_word(word: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.word() == word)
    }

    pub fn has(self, permission: Permission) -> bool {
        permission.holders().contains(&self)
    }
}

/// Something that not everybody may do.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// Read one's own profile.
    SeeProfile,
    /// Change one's own profile.
    ChangeProfile,
    /// Manage one's own passwords, passkeys, sessions and tokens.
    ManageSignIn,
    /// See the meetings one takes part in.
    SeeMeetings,
    /// Schedule, change and cancel one's own meetings.
    ScheduleMeetings,
    /// Keep templates of meetings for everybody in the account.
    ManageTemplates,
    /// See one's own contacts; nobody has those of others.
    SeeContacts,
    /// Add, change, import, merge and remove one's own contacts.
    ChangeContacts,
    /// Read the chats one takes part in; no role opens those of others.
    SeeChats,
    /// Write in the chats one takes part in.
    WriteChats,
    /// Decide how long the account keeps messages.
    ManageChats,
    /// See one's own recordings; no role opens those of others.
    SeeRecordings,
    /// Add, change, share and throw away one's own recordings.
    ChangeRecordings,
    /// Decide how long the account keeps recordings.
    ManageRecordings,
    /// See the usage reports of the meetings one hosted.
    SeeReports,
    /// See the usage reports of all the account's meetings.
    SeeAllReports,
    /// Bring usage reports of other services into the account's history.
    ImportReports,
    /// See plan, orders, invoices, payment methods.
    SeeBilling,
    /// Buy, change, cancel, pay; change payment methods and the billing address.
    ManageBilling,
    /// Change the site's name and settings.
    ManageSite,
    /// Invite and remove people, give them roles.
    ManagePeople,
    /// Read the account's audit trail.
    SeeAudit,
    /// Add, change and remove webhook endpoints.
    ManageWebhooks,
    /// Take an archive of one's own data.
    ExportOwn,
    /// Bring in an archive of one's own data.
    ImportOwn,
    /// Take an archive of the account's data.
    ExportAccount,
    /// Bring in an archive of an account's data, and see what was brought from elsewhere.
    ImportAccount,
    /// Leave the account for one of one's own.
    LeaveAccount,
    /// Close the account for good.
    CloseAccount,
    /// Run the deployment: see accounts, orders, jobs, mails; move the clock.
    Operate,
}

impl Permission {
    pub const ALL: [Permission; 30] = [
        Permission::SeeProfile,
        Permission::ChangeProfile,
        Permission::ManageSignIn,
        Permission::SeeMeetings,
        Permission::ScheduleMeetings,
        Permission::ManageTemplates,
        Permission::SeeContacts,
        Permission::ChangeContacts,
        Permission::SeeChats,
        Permission::WriteChats,
        Permission::ManageChats,
        Permission::SeeRecordings,
        Permission::ChangeRecordings,
        Permission::ManageRecordings,
        Permission::SeeReports,
        Permission::SeeAllReports,
        Permission::ImportReports,
        Permission::SeeBilling,
        Permission::ManageBilling,
        Permission::ManageSite,
        Permission::ManagePeople,
        Permission::SeeAudit,
        Permission::ManageWebhooks,
        Permission::ExportOwn,
        Permission::ImportOwn,
        Permission::ExportAccount,
        Permission::ImportAccount,
        Permission::LeaveAccount,
        Permission::CloseAccount,
        Permission::Operate,
    ];

    /// The table: which roles have it.
    pub fn holders(self) -> &'static [Role] {
        match self {
            Permission::SeeProfile
            | Permission::ChangeProfile
            | Permission::ManageSignIn
            | Permission::SeeMeetings
            | Permission::SeeContacts
            | Permission::ChangeContacts
            | Permission::SeeChats
            | Permission::WriteChats
            | Permission::SeeRecordings
            | Permission::ChangeRecordings
            | Permission::ExportOwn
            | Permission::ImportOwn
            | Permission::LeaveAccount => &Role::ALL,
            Permission::ScheduleMeetings | Permission::SeeReports => {
                &[Role::Owner, Role::Admin, Role::Host]
            }
            Permission::SeeBilling => &[Role::Owner, Role::Admin, Role::BillingContact],
            Permission::ManageBilling => &[Role::Owner, Role::BillingContact],
            Permission::ManageTemplates
            | Permission::ManageChats
            | Permission::ManageRecordings
            | Permission::SeeAllReports
            | Permission::ImportReports
            | Permission::ManageSite
            | Permission::ManagePeople
            | Permission::SeeAudit
            | Permission::ManageWebhooks => &[Role::Owner, Role::Admin],
            Permission::ExportAccount | Permission::ImportAccount | Permission::CloseAccount => {
                &[Role::Owner]
            }
            Permission::Operate => &[],
        }
    }

    /// The scope with which a token may do it; `None`: only a person at the screen may.
    pub fn scope(self) -> Option<Scope> {
        match self {
            Permission::SeeProfile => Some(Scope::ProfileRead),
            Permission::ChangeProfile => Some(Scope::ProfileWrite),
            Permission::SeeMeetings => Some(Scope::MeetingsRead),
            Permission::ScheduleMeetings | Permission::ManageTemplates => {
                Some(Scope::MeetingsWrite)
            }
            Permission::SeeContacts => Some(Scope::ContactsRead),
            Permission::ChangeContacts => Some(Scope::ContactsWrite),
            Permission::SeeChats => Some(Scope::ChatsRead),
            Permission::WriteChats | Permission::ManageChats => Some(Scope::ChatsWrite),
            Permission::SeeRecordings => Some(Scope::RecordingsRead),
            Permission::ChangeRecordings | Permission::ManageRecordings => {
                Some(Scope::RecordingsWrite)
            }
            Permission::SeeReports | Permission::SeeAllReports => Some(Scope::ReportsRead),
            Permission::ImportReports => Some(Scope::ReportsWrite),
            Permission::SeeBilling => Some(Scope::BillingRead),
            Permission::ManageBilling => Some(Scope::BillingWrite),
            Permission::SeeAudit => Some(Scope::AuditRead),
            Permission::ManageSite => Some(Scope::SiteWrite),
            Permission::ManagePeople | Permission::LeaveAccount => Some(Scope::PeopleWrite),
            Permission::ManageWebhooks => Some(Scope::WebhooksWrite),
            Permission::ExportOwn | Permission::ExportAccount => Some(Scope::ExportsWrite),
            Permission::ImportOwn | Permission::ImportAccount => Some(Scope::ImportsWrite),
            Permission::Operate => Some(Scope::Operator),
            Permission::ManageSignIn | Permission::CloseAccount => None,
        }
    }

    /// The word in the API and in keys of texts.
    pub fn word(self) -> &'static str {
        match self {
            Permission::SeeProfile => "see_profile",
            Permission::ChangeProfile => "change_profile",
            Permission::ManageSignIn => "manage_sign_in",
            Permission::SeeMeetings => "see_meetings",
            Permission::ScheduleMeetings => "schedule_meetings",
            Permission::ManageTemplates => "manage_templates",
            Permission::SeeContacts => "see_contacts",
            Permission::ChangeContacts => "change_contacts",
            Permission::SeeChats => "see_chats",
            Permission::WriteChats => "write_chats",
            Permission::ManageChats => "manage_chats",
            Permission::SeeRecordings => "see_recordings",
            Permission::ChangeRecordings => "change_recordings",
            Permission::ManageRecordings => "manage_recordings",
            Permission::SeeReports => "see_reports",
            Permission::SeeAllReports => "see_all_reports",
            Permission::ImportReports => "import_reports",
            Permission::SeeBilling => "see_billing",
            Permission::ManageBilling => "manage_billing",
            Permission::ManageSite => "manage_site",
            Permission::ManagePeople => "manage_people",
            Permission::SeeAudit => "see_audit",
            Permission::ManageWebhooks => "manage_webhooks",
            Permission::ExportOwn => "export_own",
            Permission::ImportOwn => "import_own",
            Permission::ExportAccount => "export_account",
            Permission::ImportAccount => "import_account",
            Permission::LeaveAccount => "leave_account",
            Permission::CloseAccount => "close_account",
            Permission::Operate => "operate",
        }
    }
}

/// How a request proved who it is from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Via {
    /// Signed in, at the screen.
    Session,
    /// A personal access token.
    Token { scopes: BTreeSet<Scope> },
}

/// Somebody who asks for something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Actor {
    pub person: PersonId,
    pub account: AccountId,
    pub roles: BTreeSet<Role>,
    /// Whether they run the deployment.
    pub operator: bool,
    pub via: Via,
}

impl Actor {
    /// The one question every handler asks.
    pub fn may(&self, permission: Permission) -> bool {
        self.holds(permission) && self.reaches(permission)
    }

    /// Nobody grants above themselves: only roles all of whose permissions one has (I-28).
    pub fn may_grant(&self, role: Role) -> bool {
        let mut granted = Permission::ALL.into_iter().filter(|permission| role.has(*permission));
        self.may(Permission::ManagePeople) && granted.all(|permission| self.holds(permission))
    }

    fn holds(&self, permission: Permission) -> bool {
        match permission {
            Permission::Operate => self.operator,
            other => self.roles.iter().any(|role| role.has(other)),
        }
    }

    fn reaches(&self, permission: Permission) -> bool {
        match &self.via {
            Via::Session => true,
            Via::Token { scopes } => permission
                .scope()
                .is_some_and(|needed| scopes.iter().any(|scope| scope.covers(needed))),
        }
    }
}

#[cfg(test)]
mod tests {
    use units::{Id, Timestamp};

    use super::*;

    fn actor(roles: &[Role], operator: bool, via: Via) -> Actor {
        let now = Timestamp::from_seconds(0);
        Actor {
            person: Id::from_parts(now, [1; 10]),
            account: Id::from_parts(now, [2; 10]),
            roles: roles.iter().copied().collect(),
            operator,
            via,
        }
    }

    /// The whole table, as people read it: o owner, a admin, b billing contact, h host, m member.
    #[test]
    fn the_table_is_as_agreed() {
        let rows: Vec<String> = Permission::ALL
            .into_iter()
            .map(|permission| {
                let held = |role: &Role| role.has(permission);
                let letters = Role::ALL.iter().zip("oabhm".chars());
                let row: String =
                    letters.map(|(role, letter)| if held(role) { letter } else { '-' }).collect();
                format!("{row} {}", permission.word())
            })
            .collect();
        assert_eq!(
            rows,
            [
                "oabhm see_profile",
                "oabhm change_profile",
                "oabhm manage_sign_in",
                "oabhm see_meetings",
                "oa-h- schedule_meetings",
                "oa--- manage_templates",
                "oabhm see_contacts",
                "oabhm change_contacts",
                "oabhm see_chats",
                "oabhm write_chats",
                "oa--- manage_chats",
                "oabhm see_recordings",
                "oabhm change_recordings",
                "oa--- manage_recordings",
                "oa-h- see_reports",
                "oa--- see_all_reports",
                "oa--- import_reports",
                "oab-- see_billing",
                "o-b-- manage_billing",
                "oa--- manage_site",
                "oa--- manage_people",
                "oa--- see_audit",
                "oa--- manage_webhooks",
                "oabhm export_own",
                "oabhm import_own",
                "o---- export_account",
                "o---- import_account",
                "oabhm leave_account",
                "o---- close_account",
                "----- operate",
            ]
        );
    }

    #[test]
    fn operating_is_a_capability_not_a_role() {
        assert!(!actor(&Role::ALL, false, Via::Session).may(Permission::Operate));
        let operator = actor(&[], true, Via::Session);
        let allowed: Vec<Permission> =
            Permission::ALL.into_iter().filter(|each| operator.may(*each)).collect();
        assert_eq!(allowed, [Permission::Operate]);
    }

    #[test]
    fn a_token_does_what_its_scopes_name_and_its_person_may() {
        let token = |scopes: &[Scope]| Via::Token { scopes: scopes.iter().copied().collect() };
        for permission in Permission::ALL {
            assert!(!actor(&Role::ALL, true, token(&[])).may(permission), "{permission:?}");
            let with_all = actor(&Role::ALL, true, token(&Scope::ALL)).may(permission);
            assert_eq!(with_all, permission.scope().is_some(), "{permission:?}");
        }
        let host = actor(&[Role::Host], false, token(&Scope::ALL));
        assert!(host.may(Permission::ScheduleMeetings));
        assert!(!host.may(Permission::ManageBilling));
        assert!(!host.may(Permission::Operate));
        let reader = actor(&[Role::Owner], false, token(&[Scope::BillingRead]));
        assert!(reader.may(Permission::SeeBilling) && !reader.may(Permission::ManageBilling));
    }

    /// R-71, I-28.
    #[test]
    fn nobody_grants_above_themselves() {
        let grants = |roles: &[Role]| -> Vec<Role> {
            let granter = actor(roles, false, Via::Session);
            Role::ALL.into_iter().filter(|role| granter.may_grant(*role)).collect()
        };
        assert_eq!(grants(&[Role::Owner]), Role::ALL);
        assert_eq!(grants(&[Role::Admin]), [Role::Admin, Role::Host, Role::Member]);
        assert_eq!(grants(&[Role::BillingContact]), []);
        assert_eq!(grants(&[Role::Host, Role::Member]), []);
        let both = grants(&[Role::Admin, Role::BillingContact]);
        assert!(!both.contains(&Role::Owner) && both.contains(&Role::BillingContact));
    }

    #[test]
    fn words_are_read_back() {
        for role in Role::ALL {
            assert_eq!(Role::from_word(role.word()), Some(role));
        }
    }
}

//! Which mails somebody gets who can do without them: their own wish, unless it was decided for
//! them or they follow a default (E9, F10).

use std::collections::{BTreeMap, BTreeSet};

use meetings::policy::{Choice, Effective, Policy, Setting};
use people::profile::{MailWishes, Notification};
use store::meeting_list::Known;
use store::person::Person;
use store::{StoreError, Tx};

pub fn setting(mail: Notification) -> Setting {
    match mail {
        Notification::MeetingReminders => Setting::MailMeetingReminders,
        Notification::MeetingChanges => Setting::MailMeetingChanges,
        Notification::RenewalReminders => Setting::MailRenewalReminders,
        Notification::News => Setting::MailNews,
    }
}

/// What holds of each mail for somebody whose own wishes are `own`, and why.
pub fn explain(policy: &Policy, own: &MailWishes) -> BTreeMap<Notification, Effective> {
    let each = |mail: Notification| {
        let wish = Choice::Switch(own.wanted.contains(&mail));
        let mine = own.chosen.contains(&mail).then_some(wish);
        (mail, policy.resolve(setting(mail), mine))
    };
    Notification::ALL.into_iter().map(each).collect()
}

/// The mails that come.
pub fn wanted(explained: &BTreeMap<Notification, Effective>) -> BTreeSet<Notification> {
    let on = explained.iter().filter(|(_, effective)| effective.choice == Choice::Switch(true));
    on.map(|(mail, _)| *mail).collect()
}

/// `own` as it is kept once they asked for the mails `asked`; none: some are locked otherwise. What
/// they leave as it is stays no choice of theirs, and what they chose before a lock waits.
pub(crate) fn change(
    policy: &Policy,
    own: &MailWishes,
    asked: &BTreeSet<Notification>,
) -> Option<MailWishes> {
    let mut next = own.clone();
    for (mail, effective) in explain(policy, own) {
        let wants = asked.contains(&mail);
        if effective.choice == Choice::Switch(wants) {
            continue;
        }
        if effective.origin.is_lock() {
            return None;
        }
        next.chosen.insert(mail);
        match wants {
            true => next.wanted.insert(mail),
            false => next.wanted.remove(&mail),
        };
    }
    Some(next)
}

/// Puts what holds for each of `known` in the place of what they wish.
pub(crate) async fn resolve(tx: &mut Tx, known: &mut [Known]) -> Result<(), StoreError> {
    let people: BTreeSet<_> = known.iter().map(|each| (each.account, each.person)).collect();
    let policies = store::policy::of_people(tx, people).await?;
    for each in known {
        if let Some(policy) = policies.get(&each.person) {
            each.notifications.wanted = wanted(&explain(policy, &each.notifications));
        }
    }
    Ok(())
}

/// Whether `person` gets the mail: what they wish, unless it was decided for them.
pub(crate) async fn wants(
    tx: &mut Tx,
    person: &Person,
    mail: Notification,
) -> Result<bool, StoreError> {
    let policy = store::policy::of_person(tx, person.account, person.id).await?;
    Ok(wanted(&explain(&policy, &person.notifications)).contains(&mail))
}

#[cfg(test)]
mod tests {
    use meetings::policy::{Origin, Rule, Rules};

    use super::*;

    fn decided(mail: Notification, on: bool, locked: bool) -> Policy {
        let rule = Rule { choice: Choice::Switch(on), locked };
        Policy { account: Rules::from([(setting(mail), rule)]), groups: vec![] }
    }

    #[test]
    fn what_is_shipped_is_what_new_people_get() {
        let policy = Policy::default();
        let first = MailWishes::at_first();
        let explained = explain(&policy, &first);
        assert_eq!(wanted(&explained), Notification::at_first());
        assert!(explained.values().all(|it| it.origin == Origin::Shipped));
    }

    #[test]
    fn a_default_is_followed_until_one_chooses_and_a_lock_while_it_lasts() {
        let first = MailWishes::at_first();
        let news = decided(Notification::News, true, false);
        let shown = wanted(&explain(&news, &first));
        assert!(shown.contains(&Notification::News));
        assert_eq!(change(&news, &first, &shown), Some(first.clone()), "nothing is chosen by it");
        let own = change(&news, &first, &Notification::at_first()).expect("no lock");
        assert_eq!(own.chosen, BTreeSet::from([Notification::News]));
        assert!(!wanted(&explain(&news, &own)).contains(&Notification::News));

        let locked = decided(Notification::News, true, true);
        assert!(wanted(&explain(&locked, &own)).contains(&Notification::News));
        assert_eq!(change(&locked, &own, &Notification::at_first()), None);
        assert_eq!(change(&locked, &own, &shown), Some(own.clone()), "the choice waits");
    }

    #[test]
    fn wishes_of_before_are_choices() {
        let silent = MailWishes::read("", None);
        assert_eq!(silent.chosen, Notification::at_first());
        assert!(wanted(&explain(&Policy::default(), &silent)).is_empty());
        assert!(MailWishes::read("", Some("")).chosen.is_empty());
    }
}

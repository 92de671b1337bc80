//! What holds for somebody follows from what was decided, whatever was decided.

use proptest::prelude::*;
use units::Timestamp;

use super::*;

fn id(number: u8) -> GroupId {
    GroupId::from_parts(Timestamp::from_seconds(1_800_000_000), [number; 10])
}

fn group(number: u8, rules: Rules) -> GroupRules {
    GroupRules { id: id(number), name: format!("Group {number}"), rules }
}

fn lobby(on: bool, locked: bool) -> Rules {
    Rules::from([(Setting::RoomLobby, Rule { choice: Choice::Switch(on), locked })])
}

fn choices(setting: Setting) -> BoxedStrategy<Choice> {
    match setting {
        Setting::RoomAutoLock => proptest::option::of(1u32..=60).prop_map(Choice::Minutes).boxed(),
        _ => any::<bool>().prop_map(Choice::Switch).boxed(),
    }
}

fn rules() -> impl Strategy<Value = Rules> {
    let each = Setting::ROOM.map(|setting| {
        proptest::option::of((choices(setting), any::<bool>()))
            .prop_map(move |rule| (setting, rule))
            .boxed()
    });
    each.to_vec().prop_map(|all| {
        let decided = all.into_iter().filter_map(|(setting, rule)| {
            rule.map(|(choice, locked)| (setting, Rule { choice, locked }))
        });
        decided.collect::<Rules>()
    })
}

fn policies() -> impl Strategy<Value = Policy> {
    (rules(), proptest::collection::vec(rules(), 0..4)).prop_map(|(account, groups)| {
        let numbered = (0u8..).zip(groups).map(|(number, rules)| group(number, rules));
        Policy { account, groups: numbered.collect() }
    })
}

fn rooms() -> impl Strategy<Value = Room> {
    let each = Setting::ROOM.map(choices).to_vec();
    each.prop_map(|all| {
        let mut room = Room::default();
        for (setting, choice) in Setting::ROOM.into_iter().zip(all) {
            setting.put(&mut room, choice);
        }
        room
    })
}

fn own_rooms() -> impl Strategy<Value = OwnRoom> {
    let some = proptest::sample::select(Setting::ROOM.to_vec());
    let chosen = proptest::collection::btree_set(some, 0..6);
    (rooms(), chosen).prop_map(|(room, chosen)| OwnRoom { room, chosen })
}

#[test]
fn locks_go_first_and_groups_in_their_order() {
    let own = Some(Choice::Switch(true));
    let mut policy = Policy::default();
    let origin = |policy: &Policy, own| policy.resolve(Setting::RoomLobby, own).origin;
    assert_eq!(origin(&policy, None), Origin::Shipped);
    policy.account = lobby(false, false);
    assert_eq!(origin(&policy, None), Origin::AccountDefault);
    policy.groups = vec![group(1, lobby(false, false)), group(2, lobby(true, false))];
    let name = "Group 1".to_owned();
    assert_eq!(origin(&policy, None), Origin::GroupDefault { id: id(1), name });
    assert_eq!(origin(&policy, own), Origin::Own);
    policy.groups.push(group(3, lobby(false, true)));
    let name = "Group 3".to_owned();
    assert_eq!(origin(&policy, own), Origin::GroupLock { id: id(3), name });
    policy.account = lobby(true, true);
    assert_eq!(origin(&policy, own), Origin::AccountLock);
}

#[test]
fn a_choice_that_is_locked_waits() {
    let own = OwnRoom::from_before(Room { lobby: false, ..Room::default() });
    assert_eq!(own.chosen, BTreeSet::from([Setting::RoomLobby]));
    let locked = Policy { account: lobby(true, true), groups: vec![] };
    let refused = locked.change(&own, Room { lobby: false, ..Room::default() });
    assert_eq!(refused, Err(vec![RoomProblem::LobbyLocked]));
    let titled = Room { title: "Tea".to_owned(), lobby: true, ..Room::default() };
    let kept = locked.change(&own, titled).expect("a title can be changed");
    assert!(locked.room(&kept).lobby);
    let open = Policy::default().room(&kept);
    assert_eq!((open.lobby, open.title.as_str()), (false, "Tea"));
}

#[test]
fn rules_are_read_or_refused_all_at_once() {
    let draft = |setting: &str, value: &str| RuleDraft {
        setting: setting.to_owned(),
        value: value.to_owned(),
        locked: true,
    };
    for (word, choice) in [("7", Choice::Minutes(Some(7))), ("never", Choice::Minutes(None))] {
        let rules = check(&[draft("room_auto_lock", word)]).expect("a rule");
        assert_eq!(rules[&Setting::RoomAutoLock], Rule { choice, locked: true });
        assert_eq!(choice.word(), word);
    }
    let refused = check(&[
        draft("room_colour", "red"),
        draft("room_lobby", "maybe"),
        draft("room_auto_lock", "61"),
        draft("room_chat", "on"),
        draft("room_chat", "off"),
        draft("meeting_password", "off"),
        draft("room_password", "off"),
        draft("meeting_minutes", "never"),
        RuleDraft { locked: false, ..draft("meeting_minutes", "30") },
    ]);
    let problems = vec![
        RuleProblem::UnknownSetting,
        RuleProblem::NotASwitch(Setting::RoomLobby),
        RuleProblem::NotMinutes(Setting::RoomAutoLock),
        RuleProblem::Twice(Setting::RoomChat),
        RuleProblem::LockedOff(Setting::MeetingPassword),
        RuleProblem::LockedOff(Setting::RoomPassword),
        RuleProblem::NotALength(Setting::MeetingMinutes),
        RuleProblem::NoDefault(Setting::MeetingMinutes),
    ];
    assert_eq!(refused, Err(problems));
}

#[test]
fn the_shorter_of_plan_and_account_counts() {
    let choice = Choice::Minutes(Some(30));
    let rules = Rules::from([(Setting::MeetingMinutes, Rule { choice, locked: true })]);
    let policy = Policy { account: rules, groups: vec![] };
    let decided = (Some(30), Some(Origin::AccountLock));
    assert_eq!(policy.longest_meeting(None), decided);
    assert_eq!(policy.longest_meeting(Some(50)), decided);
    assert_eq!(policy.longest_meeting(Some(30)), (Some(30), None), "the plan allows no more");
    assert_eq!(policy.longest_meeting(Some(20)), (Some(20), None));
    assert_eq!(Policy::default().longest_meeting(None), (None, None));
}

#[test]
fn a_room_that_must_have_a_password_is_not_kept_without() {
    let with = |on: bool, locked: bool| {
        let rule = Rule { choice: Choice::Switch(on), locked };
        Policy { account: Rules::from([(Setting::RoomPassword, rule)]), groups: vec![] }
    };
    let own = OwnRoom::default();
    let refused = with(true, true).change(&own, Room::default());
    assert_eq!(refused, Err(vec![RoomProblem::PasswordNeeded]));
    let safe = Room { password: Some("tea-time".parse().expect("one")), ..Room::default() };
    assert!(with(true, true).change(&own, safe).is_ok());
    for default in [with(true, false), with(false, false), Policy::default()] {
        assert!(!default.lacks_password(&Room::default()));
        assert_eq!(default.change(&own, Room::default()), Ok(own.clone()));
    }
}

proptest! {
    /// What holds is what the named origin says.
    #[test]
    fn the_reason_is_true(policy in policies(), own in own_rooms()) {
        for (setting, effective) in policy.explain(&own) {
            let of = |rules: &Rules, locked: bool| {
                rules.get(&setting).filter(|rule| rule.locked == locked).map(|rule| rule.choice)
            };
            let named = |id: GroupId| policy.groups.iter().find(|group| group.id == id);
            let said = match &effective.origin {
                Origin::AccountLock => of(&policy.account, true),
                Origin::GroupLock { id, .. } => named(*id).and_then(|it| of(&it.rules, true)),
                Origin::Own => Some(setting.in_room(&own.room)),
                Origin::GroupDefault { id, .. } => named(*id).and_then(|it| of(&it.rules, false)),
                Origin::AccountDefault => of(&policy.account, false),
                Origin::Shipped => Some(setting.in_room(&Room::default())),
            };
            prop_assert_eq!(Some(effective.choice), said);
            let mut all = policy.groups.iter().map(|it| &it.rules).chain([&policy.account]);
            let any_lock = all.any(|rules| of(rules, true).is_some());
            prop_assert_eq!(effective.origin.is_lock(), any_lock);
        }
    }

    /// Nobody changes what is locked, and whoever asks for the rest gets it.
    #[test]
    fn what_is_asked_for_is_had_unless_locked(
        policy in policies(), own in own_rooms(), asked in rooms(),
    ) {
        let locks = policy.explain(&own).into_iter().filter(|(_, it)| it.origin.is_lock());
        let against = locks
            .filter(|(setting, it)| setting.in_room(&asked) != it.choice)
            .count();
        match policy.change(&own, asked.clone()) {
            Ok(next) => {
                prop_assert_eq!(against, 0);
                prop_assert_eq!(policy.room(&next), asked);
            }
            Err(problems) => {
                prop_assert!(against > 0);
                prop_assert!(!problems.is_empty());
            }
        }
    }

    /// Saving a room as it is shown makes nothing a choice of one's own.
    #[test]
    fn saving_what_is_shown_changes_nothing(policy in policies(), own in own_rooms()) {
        let shown = policy.room(&own);
        prop_assert_eq!(policy.change(&own, shown), Ok(own));
    }
}

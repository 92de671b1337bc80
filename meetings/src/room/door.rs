//! The door of a personal room: open, locked or closed, and what whoever comes sees there (F2).
//!
//! The moderator comes in whenever they like. Everybody else needs the password where there is one,
//! then the moderator inside, and comes before the room is locked.

use units::Timestamp;

use super::Room;

/// A room closes by itself after a day, on any plan.
pub const OPEN_MAX_MINUTES: u32 = 1_440;

/// A room its moderator has opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Opening {
    pub since: Timestamp,
    /// From then on nobody comes in any more; none: the room stays unlocked.
    pub locks: Option<Timestamp>,
}

/// How a room stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// The moderator is not in.
    Closed,
    /// `until` the plan's longest meeting is over.
    Open {
        opening: Opening,
        until: Timestamp,
    },
    Locked {
        opening: Opening,
        until: Timestamp,
    },
}

impl Standing {
    /// How a room stands that was opened by `opening`, under a plan whose meetings last
    /// `longest_minutes` at most; none: as long as one likes.
    pub fn of(opening: Option<Opening>, longest_minutes: Option<u32>, now: Timestamp) -> Standing {
        let Some(opening) = opening else { return Standing::Closed };
        let minutes = longest_minutes.map_or(OPEN_MAX_MINUTES, |most| most.min(OPEN_MAX_MINUTES));
        let until = opening.since.plus_minutes(i64::from(minutes));
        if until <= now {
            Standing::Closed
        } else if opening.locks.is_some_and(|locks| locks <= now) {
            Standing::Locked { opening, until }
        } else {
            Standing::Open { opening, until }
        }
    }

    /// As in the API and in forms.
    pub fn word(self) -> &'static str {
        match self {
            Standing::Closed => "closed",
            Standing::Open { .. } => "open",
            Standing::Locked { .. } => "locked",
        }
    }

    fn opening(self) -> Option<Opening> {
        match self {
            Standing::Closed => None,
            Standing::Open { opening, .. } | Standing::Locked { opening, .. } => Some(opening),
        }
    }
}

/// What the moderator wants of the door.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wish {
    /// Open a closed room, or unlock a locked one.
    Open,
    /// Nobody else comes in; a closed room is opened for the moderator alone.
    Lock,
    Close,
}

impl Wish {
    pub const ALL: [Wish; 3] = [Wish::Open, Wish::Lock, Wish::Close];

    /// The word of the standing that is wanted.
    pub fn word(self) -> &'static str {
        match self {
            Wish::Open => "open",
            Wish::Lock => "locked",
            Wish::Close => "closed",
        }
    }

    pub fn from_word(word: &str) -> Option<Wish> {
        Wish::ALL.into_iter().find(|wish| wish.word() == word)
    }
}

/// The opening of `room` once `wish` is done. What is wished for already changes nothing.
pub fn done(room: &Room, standing: Standing, wish: Wish, now: Timestamp) -> Option<Opening> {
    let since = standing.opening().map_or(now, |opening| opening.since);
    match (wish, standing) {
        (Wish::Close, _) => None,
        (Wish::Open, Standing::Closed) => {
            let after = room.auto_lock_minutes.map(i64::from);
            Some(Opening { since, locks: after.map(|minutes| now.plus_minutes(minutes)) })
        }
        // Who unlocks a room does not want it locked again at once.
        (Wish::Open, Standing::Locked { .. }) => Some(Opening { since, locks: None }),
        (Wish::Lock, Standing::Closed | Standing::Open { .. }) => {
            Some(Opening { since, locks: Some(now) })
        }
        (Wish::Open, Standing::Open { opening, .. })
        | (Wish::Lock, Standing::Locked { opening, .. }) => Some(opening),
    }
}

/// Who comes to a door.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Comer<'a> {
    Moderator,
    /// With the password they gave, if they gave one.
    Guest(Option<&'a str>),
}

/// What somebody sees at the door.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Door {
    AsksPassword,
    WrongPassword,
    /// The moderator is not in yet.
    Closed,
    /// The moderator is in, and nobody else comes in any more.
    Locked,
    /// One waits until the moderator lets one in.
    Lobby,
    /// One goes in.
    Enters,
}

impl Door {
    /// As in the API.
    pub fn word(self) -> &'static str {
        match self {
            Door::AsksPassword => "asks_password",
            Door::WrongPassword => "wrong_password",
            Door::Closed => "closed",
            Door::Locked => "locked",
            Door::Lobby => "lobby",
            Door::Enters => "enters",
        }
    }
}

/// What `comer` sees at the door of `room`. Before the password nobody learns how it stands.
pub fn door(room: &Room, standing: Standing, comer: Comer<'_>) -> Door {
    let given = match comer {
        Comer::Moderator => return Door::Enters,
        Comer::Guest(given) => given,
    };
    match (&room.password, given) {
        (Some(_), None) => return Door::AsksPassword,
        (Some(password), Some(given)) if !password.admits(given) => return Door::WrongPassword,
        _ => {}
    }
    match standing {
        Standing::Closed => Door::Closed,
        Standing::Locked { .. } => Door::Locked,
        Standing::Open { .. } if room.lobby => Door::Lobby,
        Standing::Open { .. } => Door::Enters,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_seconds(1_800_000_000).plus_minutes(minute)
    }

    fn open_room() -> Room {
        Room { lobby: false, ..Room::default() }
    }

    #[test]
    fn a_room_locks_and_closes_by_itself() {
        let room = Room { auto_lock_minutes: Some(10), ..open_room() };
        let opening = done(&room, Standing::Closed, Wish::Open, at(0));
        let words = |longest: Option<u32>| {
            [0, 9, 10, 49, 50, 1_439, 1_440]
                .map(|minute| Standing::of(opening, longest, at(minute)).word())
        };
        let (open, locked, closed) = ("open", "locked", "closed");
        assert_eq!(words(Some(50)), [open, open, locked, locked, closed, closed, closed]);
        assert_eq!(words(None), [open, open, locked, locked, locked, locked, closed]);
        assert_eq!(Standing::of(None, None, at(0)), Standing::Closed);
    }

    #[test]
    fn the_moderator_turns_the_key() {
        let room = Room { auto_lock_minutes: Some(10), ..open_room() };
        let opening = done(&room, Standing::Closed, Wish::Open, at(0));
        assert_eq!(opening, Some(Opening { since: at(0), locks: Some(at(10)) }));
        let locked = Standing::of(opening, None, at(20));
        let unlocked = done(&room, locked, Wish::Open, at(20));
        assert_eq!(unlocked, Some(Opening { since: at(0), locks: None }));
        let again = done(&room, Standing::of(unlocked, None, at(30)), Wish::Lock, at(30));
        assert_eq!(again, Some(Opening { since: at(0), locks: Some(at(30)) }));
        let alone = done(&room, Standing::Closed, Wish::Lock, at(5));
        assert_eq!(alone, Some(Opening { since: at(5), locks: Some(at(5)) }));
        assert_eq!(done(&room, locked, Wish::Close, at(40)), None);
    }

    #[test]
    fn whoever_comes_is_told_what_to_do() {
        let opening = Opening { since: at(0), locks: None };
        let open = Standing::Open { opening, until: at(50) };
        let locked = Standing::Locked { opening, until: at(50) };
        let shut = Room { password: "tulip 4".parse().ok(), ..open_room() };
        for standing in [Standing::Closed, open, locked] {
            assert_eq!(door(&shut, standing, Comer::Moderator), Door::Enters);
            assert_eq!(door(&shut, standing, Comer::Guest(None)), Door::AsksPassword);
            for wrong in ["", "tulip 5"] {
                let seen = door(&shut, standing, Comer::Guest(Some(wrong)));
                assert_eq!(seen, Door::WrongPassword);
            }
        }
        let lobby = Room { lobby: true, ..open_room() };
        for (room, standing, seen) in [
            (&shut, open, Door::Enters),
            (&shut, locked, Door::Locked),
            (&shut, Standing::Closed, Door::Closed),
            (&lobby, open, Door::Lobby),
            (&lobby, locked, Door::Locked),
        ] {
            assert_eq!(door(room, standing, Comer::Guest(Some(" tulip 4 "))), seen);
        }
        assert_eq!(door(&open_room(), open, Comer::Guest(None)), Door::Enters);
    }

    proptest! {
        /// What is wished for is how the room then stands; wishing it again changes nothing.
        #[test]
        fn a_wish_is_done_once(
            wishes in proptest::collection::vec((0usize..3, 0i64..40), 1..8),
            auto_lock_minutes in proptest::option::of(1u32..60),
        ) {
            let room = Room { auto_lock_minutes, ..open_room() };
            let (mut opening, mut now) = (None, at(0));
            for (wish, minutes) in wishes {
                now = now.plus_minutes(minutes);
                let wish = Wish::ALL.into_iter().nth(wish).expect("one of three");
                opening = done(&room, Standing::of(opening, None, now), wish, now);
                let standing = Standing::of(opening, None, now);
                prop_assert_eq!(standing.word(), wish.word());
                prop_assert_eq!(done(&room, standing, wish, now), opening);
            }
        }
    }
}

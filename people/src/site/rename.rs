//! Renaming an account's own site: what changes, what keeps working, what is refused (P1, B7).
//!
//! Whatever name a site had keeps leading to it, and is never another's. So names are counted: a
//! site gathers a few, and may go back to any of them. Whether a name is free only the store knows.

use super::SiteName;

/// Names that lead to one site at most, its present one among them.
pub const NAMES_MAX: u32 = 5;

/// How the site stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Facts {
    pub present: SiteName,
    /// Every name that leads to the site, the present one among them, oldest first.
    pub held: Vec<SiteName>,
    /// Meetings that are not over or cancelled.
    pub meetings: u32,
    /// Personal rooms of the account.
    pub rooms: u32,
    /// Counts the changes of the site, from 1.
    pub version: u32,
}

/// What a renaming does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Renaming {
    pub before: SiteName,
    pub after: SiteName,
    /// The site had this name, or one that looks like it, before.
    pub returns: bool,
    /// Names that lead to the site beside the new one, oldest first.
    pub former: Vec<SiteName>,
    /// Names the site may still be given that it never had, after this one.
    pub names_left: u32,
    /// Links that keep leading to their meetings and rooms.
    pub meetings: u32,
    pub rooms: u32,
    /// The version this was proposed for.
    pub version: u32,
}

/// Why a site is not given a name that is well-formed.
/// The text is for logs; people read the message of the story's code in their own language.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum RenameRefusal {
    #[error("the site has this name")]
    SameName,
    #[error("this site name, or one that looks like it, is taken")]
    Taken,
    #[error("the site has had {NAMES_MAX} names")]
    TooManyNames,
}

/// Names the site may still be given that it never had.
pub fn names_left(held: usize) -> u32 {
    u32::try_from(held).map_or(0, |held| NAMES_MAX.saturating_sub(held))
}

/// What giving the site `name` does. `is_free`: it is nobody's, and rests for nobody else.
pub fn propose(facts: &Facts, name: &SiteName, is_free: bool) -> Result<Renaming, RenameRefusal> {
    if *name == facts.present {
        return Err(RenameRefusal::SameName);
    }
    let skeleton = name.skeleton();
    let is_held = |held: &SiteName| held.skeleton() == skeleton;
    let returns = facts.held.iter().any(is_held);
    if !returns && !is_free {
        return Err(RenameRefusal::Taken);
    }
    if !returns && names_left(facts.held.len()) == 0 {
        return Err(RenameRefusal::TooManyNames);
    }
    let former: Vec<SiteName> = facts.held.iter().filter(|held| !is_held(held)).cloned().collect();
    Ok(Renaming {
        before: facts.present.clone(),
        after: name.clone(),
        returns,
        names_left: names_left(former.len().saturating_add(1)),
        former,
        meetings: facts.meetings,
        rooms: facts.rooms,
        version: facts.version,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> SiteName {
        SiteName::choose(text).expect("a name")
    }

    fn facts(held: &[&str]) -> Facts {
        let held: Vec<SiteName> = held.iter().map(|text| name(text)).collect();
        let present = held.last().expect("a name").clone();
        Facts { present, held, meetings: 2, rooms: 1, version: 3 }
    }

    #[test]
    fn a_new_name_leaves_the_ones_before_leading_there() {
        let done = propose(&facts(&["ada-works", "engine"]), &name("harbour"), true);
        let done = done.expect("a renaming");
        assert_eq!((done.before.as_str(), done.after.as_str()), ("engine", "harbour"));
        assert_eq!(done.former, [name("ada-works"), name("engine")]);
        assert_eq!((done.returns, done.names_left), (false, 2));
        assert_eq!((done.meetings, done.rooms, done.version), (2, 1, 3));
    }

    #[test]
    fn going_back_and_spelling_anew_take_no_further_name() {
        let full = facts(&["ada-works", "bell", "canal", "dune", "engine"]);
        let back = propose(&full, &name("ada-works"), false).expect("a renaming");
        assert_eq!((back.returns, back.former.len(), back.names_left), (true, 4, 0));
        let respelt = propose(&full, &name("eng-ine"), false).expect("a renaming");
        assert_eq!((respelt.returns, respelt.former.len()), (true, 4));
        assert!(!respelt.former.contains(&name("engine")));
    }

    #[test]
    fn what_is_refused() {
        let full = facts(&["ada-works", "bell", "canal", "dune", "engine"]);
        assert_eq!(propose(&full, &name("engine"), false), Err(RenameRefusal::SameName));
        assert_eq!(propose(&full, &name("harbour"), false), Err(RenameRefusal::Taken));
        assert_eq!(propose(&full, &name("harbour"), true), Err(RenameRefusal::TooManyNames));
    }
}

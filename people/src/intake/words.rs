//! Words in the cells of a list: roles in each language we speak and as Webex writes them, and
//! those that mean yes, no and nothing.

use std::collections::BTreeSet;

use crate::roles::Role;

/// What stands between several things in one cell.
const SEPARATORS: [char; 6] = [',', ';', '/', '|', '+', '\n'];

const ROLES: &[(&[&str], &[Role])] = &[
    (&["owner", "propriétaire", "владелец"], &[Role::Owner]),
    (
        &[
            "admin",
            "administrator",
            "administration",
            "administrateur",
            "administratrice",
            "администратор",
            "админ",
        ],
        &[Role::Admin],
    ),
    (
        &[
            "billing contact",
            "billing_contact",
            "billing",
            "contact de facturation",
            "facturation",
            "ответственный за оплату",
            "плательщик",
        ],
        &[Role::BillingContact],
    ),
    (
        &["host", "organizer", "organiser", "hôte", "organisateur", "organisatrice", "организатор"],
        &[Role::Host],
    ),
    (&["member", "basic", "user", "attendee", "membre", "участник", "участница"], &[Role::Member]),
    // Webex, HostPrivilege. Its administrator with a view only has no equal here: a host.
    (&["admn"], &[Role::Admin, Role::Host]),
    (&["admv"], &[Role::Host]),
    (&["attnd"], &[Role::Member]),
];

const NO: &[&str] = &["n", "no", "0", "false", "inactive", "non", "faux", "inactif", "нет", "ложь"];

const NOTHING: &[&str] =
    &["-", "–", "—", "none", "no", "basic", "aucune", "aucun", "non", "нет", "без лицензии"];

/// The words of a cell; none of them is empty.
pub fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(SEPARATORS).map(str::trim).filter(|part| !part.is_empty())
}

/// All roles that a cell names, or else the word that is none.
pub fn roles(cell: &str) -> Result<BTreeSet<Role>, String> {
    let mut found = BTreeSet::new();
    for part in parts(cell) {
        let word = part.to_lowercase();
        let known = ROLES.iter().find(|(words, _)| words.contains(&word.as_str()));
        let (_, roles) = known.ok_or_else(|| part.to_owned())?;
        found.extend(roles.iter().copied());
    }
    Ok(found)
}

pub fn means_no(cell: &str) -> bool {
    NO.contains(&cell.to_lowercase().as_str())
}

pub fn means_nothing(cell: &str) -> bool {
    NOTHING.contains(&cell.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_known_in_every_language() {
        let set = |roles: &[Role]| Ok(roles.iter().copied().collect());
        assert_eq!(roles("Host"), set(&[Role::Host]));
        assert_eq!(roles("Hôte ; ADMIN"), set(&[Role::Host, Role::Admin]));
        assert_eq!(roles("участник"), set(&[Role::Member]));
        assert_eq!(roles("ADMN"), set(&[Role::Admin, Role::Host]));
        assert_eq!(roles("host, janitor"), Err("janitor".to_owned()));
        for role in Role::ALL {
            assert_eq!(roles(role.word()), set(&[role]));
        }
    }
}

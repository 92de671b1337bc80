//! What a column is, by its heading: ours in each language we speak, and those of the user lists
//! that other services export.
//!
//! Zoom: Email, First Name, Last Name, Department, Manager, User Group, Job Title, Location. Webex:
//! UserID, Active, FirstName, LastName, UserName, Email, HostPrivilege, tracking codes. A heading
//! that is not here belongs to a column we have no use for, and the preview says so.

/// What we take from a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Column {
    Email,
    /// The whole name.
    Name,
    FirstName,
    LastName,
    Roles,
    Licences,
    /// Whether the person is active where the list comes from.
    Active,
}

/// Headings in lower case, letters alone.
const HEADINGS: &[(Column, &[&str])] = &[
    (
        Column::Email,
        &[
            "email",
            "emails",
            "emailaddress",
            "mail",
            "mailaddress",
            "address",
            "useremail",
            "emailadresse",
            "adressemail",
            "adresseemail",
            "adresse",
            "adressedecourriel",
            "adressecourriel",
            "adresseélectronique",
            "adressedemessagerie",
            "courriel",
            "mél",
            "почта",
            "эпочта",
            "элпочта",
            "электроннаяпочта",
            "адресэлектроннойпочты",
            "адрес",
            "адреспочты",
            "имейл",
            "емейл",
        ],
    ),
    (
        Column::Name,
        &[
            "name",
            "fullname",
            "displayname",
            "person",
            "nomcomplet",
            "nometprénom",
            "prénometnom",
            "nomaffiché",
            "полноеимя",
            "имяифамилия",
            "фамилияиимя",
            "фамилияимя",
            "фио",
            "отображаемоеимя",
        ],
    ),
    (Column::FirstName, &["firstname", "givenname", "forename", "prénom", "prenom", "имя"]),
    (Column::LastName, &["lastname", "surname", "familyname", "nom", "nomdefamille", "фамилия"]),
    (Column::Roles, &["role", "roles", "rôle", "rôles", "роль", "роли", "hostprivilege"]),
    (
        Column::Licences,
        &[
            "licence",
            "licences",
            "license",
            "licenses",
            "licencetype",
            "licensetype",
            "лицензия",
            "лицензии",
        ],
    ),
    (Column::Active, &["active", "actif", "активен", "активна"]),
];

/// The column under `heading`, if we have a use for it.
pub fn column(heading: &str) -> Option<Column> {
    let letters: String = heading.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect();
    let known = |words: &[&str]| words.contains(&letters.as_str());
    HEADINGS.iter().find(|(_, words)| known(words)).map(|(column, _)| *column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_in_every_dress() {
        for heading in ["Email", "E-mail address", "E-MAIL", "Adresse e-mail", "Эл. почта", "mail"]
        {
            assert_eq!(column(heading), Some(Column::Email), "{heading}");
        }
        for (heading, expected) in [
            ("First Name", Some(Column::FirstName)),
            ("FirstName", Some(Column::FirstName)),
            ("Prénom", Some(Column::FirstName)),
            ("Фамилия", Some(Column::LastName)),
            ("HostPrivilege", Some(Column::Roles)),
            ("License(s)", Some(Column::Licences)),
            ("Active", Some(Column::Active)),
            ("User Group", None),
            ("Department", None),
            ("UserID", None),
            ("", None),
        ] {
            assert_eq!(column(heading), expected, "{heading}");
        }
    }
}

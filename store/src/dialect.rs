//! The few places where SQLite and PostgreSQL need different words.

/// Which database a transaction talks to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    /// Ends a select whose rows are about to be changed. On SQLite a writing transaction is already
    /// the only one, so there is nothing to say.
    pub fn for_update(self) -> &'static str {
        match self {
            Dialect::Sqlite => "",
            Dialect::Postgres => " for update",
        }
    }

    /// Ends a select that claims due work: rows another runner has locked are left to it.
    pub fn skip_locked(self) -> &'static str {
        match self {
            Dialect::Sqlite => "",
            Dialect::Postgres => " for update skip locked",
        }
    }

    /// The place of a text in another, from 1; 0 when it is not in it.
    pub fn position(self, text: &str, sought: &str) -> String {
        match self {
            Dialect::Sqlite => format!("instr({text}, {sought})"),
            Dialect::Postgres => format!("strpos({text}, {sought})"),
        }
    }

    /// Stands for value `number`, counted from 1, in texts of many values. SQLite finds a named
    /// place by going through all names before it, so there the places have no names.
    pub fn placeholder(self, number: usize) -> String {
        match self {
            Dialect::Sqlite => "?".to_owned(),
            Dialect::Postgres => format!("${number}"),
        }
    }
}

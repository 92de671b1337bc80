//! Scenarios: the requirements as stories, run on both databases; the stories stand in `tests/`.
//! And the years machine, which lives random lives: `years`.

pub mod years;

//! How something stands, in words, with the tone of its badge.

use serde::Serialize;

/// A badge's text and tone.
#[derive(Clone, Debug, Serialize)]
pub struct State {
    pub text: String,
    pub tone: Option<&'static str>,
}

impl State {
    pub fn plain(text: String) -> State {
        State { text, tone: None }
    }

    pub fn good(text: String) -> State {
        State { text, tone: Some("good") }
    }

    pub fn warning(text: String) -> State {
        State { text, tone: Some("warning") }
    }

    pub fn danger(text: String) -> State {
        State { text, tone: Some("danger") }
    }
}

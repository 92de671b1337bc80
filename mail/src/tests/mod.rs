//! Mails as they arrive.

mod delivery;
mod injection;
mod rendering;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use texts::Texts;
use units::Locale;

use crate::{Outgoing, RenderedMail, Renderer, samples};

/// One for all tests: reading the templates takes longer than showing them.
fn renderer() -> &'static Renderer {
    static RENDERER: OnceLock<Renderer> = OnceLock::new();
    RENDERER.get_or_init(|| {
        let texts = Arc::new(Texts::embedded());
        Renderer::new(&texts, BTreeMap::new()).expect("readable templates")
    })
}

fn locale(tag: &str) -> Locale {
    tag.parse().expect("a tag")
}

fn rendered(message: &Outgoing) -> RenderedMail {
    let mail = renderer().render(message, &samples::sender());
    mail.expect("a mail")
}

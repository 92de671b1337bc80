//! Writes one mail of each kind in each language into a folder, for a mail program or a foreign
//! MIME parser: `cargo run -p mail --example samples DIR`.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::PathBuf;
use std::sync::Arc;

use mail::{Renderer, samples};
use texts::Texts;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("which folder?")?;
    let folder = PathBuf::from(folder);
    std::fs::create_dir_all(&folder)?;
    let texts = Arc::new(Texts::embedded());
    let renderer = Renderer::new(&texts, BTreeMap::new())?;
    for language in texts.languages() {
        for (index, message) in samples::all(&language.locale).iter().enumerate() {
            let mail = renderer.render(message, &samples::sender())?;
            let (tag, kind) = (&language.locale, message.kind.word());
            let stem = folder.join(format!("{tag}-{:02}-{kind}", index + 1));
            std::fs::write(stem.with_extension("eml"), &mail.source)?;
            std::fs::write(stem.with_extension("html"), &mail.html)?;
        }
    }
    Ok(())
}

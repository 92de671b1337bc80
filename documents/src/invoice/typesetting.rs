//! Typesetting: a page's texts and a template become a PDF, by typst as a library.
//!
//! The house's own `main.typ` fixes what a template must not lose: title, language, the attached
//! XML. The template only sets the page. It sees its texts, the attachment and the woven line;
//! no other file, no package, no clock.
//!
//! The PDF is PDF/A-3a (archivable, with attachment) and PDF/UA-1 (accessible). Both demand that
//! every character has a glyph, so characters that no font has are printed as a question mark.

use std::sync::LazyLock;

use typst::comemo;
use typst::diag::{FileError, FileResult, SourceDiagnostic, Warned};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp as PdfTimestamp};
use units::{Timestamp, Zone};

use super::DocumentError;

/// The name the electronic invoice must have inside the PDF (Factur-X 1.0, 6.2.2).
pub const XML_NAME: &str = "factur-x.xml";

/// Of what was worked out for earlier pages, how many pages ago it may last have been of use.
const MEMORY_PAGES: usize = 2;

/// Of a template's mistakes, how many are told.
const MISTAKES_MAX: usize = 5;

const MAIN: &str = include_str!("../../templates/main.typ");
const TEMPLATE: &str = include_str!("../../templates/invoice.typ");
const WEAVE: &str = include_str!("../../templates/weave.svg");
const FONTS: [&[u8]; 3] = [
    include_bytes!("../../fonts/Inter-Regular.ttf"),
    include_bytes!("../../fonts/Inter-Medium.ttf"),
    include_bytes!("../../fonts/Inter-SemiBold.ttf"),
];

static SHIPPED: LazyLock<Typesetter> = LazyLock::new(|| Typesetter::new(None, Vec::new()));
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));
static FILES: LazyLock<Files> = LazyLock::new(Files::named);

/// A template with its fonts, ready to set any number of pages; safe to share between threads.
pub struct Typesetter {
    template: Source,
    main: Source,
    fonts: Vec<Font>,
    book: LazyHash<FontBook>,
}

/// The ids of the files a page is made of.
struct Files {
    main: FileId,
    template: FileId,
    page: FileId,
    weave: FileId,
    xml: FileId,
}

impl Files {
    fn named() -> Files {
        let id = |name| {
            let path = VirtualPath::new(name).expect("fixed names are paths");
            RootedPath::new(VirtualRoot::Project, path).intern()
        };
        Files {
            main: id("main.typ"),
            template: id("invoice.typ"),
            page: id("page.json"),
            weave: id("weave.svg"),
            xml: id(XML_NAME),
        }
    }
}

impl Typesetter {
    /// The house's own template and Inter, made once.
    pub fn shipped() -> &'static Typesetter {
        &SHIPPED
    }

    /// An operator's template instead of the house's, and fonts (TTF or OTF files) beside Inter,
    /// say for Japanese. Files that are no fonts are passed over.
    pub fn new(template: Option<String>, more_fonts: Vec<Vec<u8>>) -> Typesetter {
        let template = template.unwrap_or_else(|| TEMPLATE.to_owned());
        let shipped = FONTS.iter().map(|font| Bytes::new(*font));
        let more = more_fonts.into_iter().map(Bytes::new);
        let fonts: Vec<Font> = shipped.chain(more).flat_map(Font::iter).collect();
        Typesetter {
            template: Source::new(FILES.template, template),
            main: Source::new(FILES.main, MAIN.to_owned()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
        }
    }

    /// Sets `page`, a value the template understands, and attaches `xml`.
    ///
    /// - `identity`: what stays the same for each print of this document.
    /// - `made_at`: written into the PDF; the clock is not read, so the same goes in and out.
    ///
    /// Errors: a template that does not compile, or makes a page that is not accessible.
    pub fn pdf(
        &self,
        mut page: serde_json::Value,
        xml: Option<&str>,
        identity: &str,
        made_at: Timestamp,
    ) -> Result<Vec<u8>, DocumentError> {
        self.make_printable(&mut page);
        let desk = Desk {
            typesetter: self,
            page: Bytes::from_string(page.to_string()),
            xml: xml.map(|text| Bytes::from_string(text.to_owned())),
        };
        let Warned { output, .. } = typst::compile(&desk);
        let options = PdfOptions {
            ident: Smart::Custom(identity.to_owned()),
            creator: Smart::Custom(Some("Plenum".to_owned())),
            timestamp: pdf_timestamp(made_at),
            standards: standards()?,
            ..PdfOptions::default()
        };
        let pdf = output.and_then(|document| typst_pdf::pdf(&document, &options));
        comemo::evict(MEMORY_PAGES);
        pdf.map_err(|mistakes| DocumentError::Template(told(&mistakes)))
    }

    /// Replaces, in every text of `page`, what cannot be printed.
    fn make_printable(&self, page: &mut serde_json::Value) {
        use serde_json::Value;
        match page {
            Value::String(text) if !text.chars().all(|each| self.prints(each)) => {
                *text = text.chars().filter_map(|each| self.printable(each)).collect();
            }
            Value::Array(values) => values.iter_mut().for_each(|value| self.make_printable(value)),
            Value::Object(fields) => {
                fields.values_mut().for_each(|value| self.make_printable(value));
            }
            Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn printable(&self, character: char) -> Option<char> {
        if self.prints(character) {
            return Some(character);
        }
        match character {
            _ if character.is_whitespace() || character.is_control() => Some(' '),
            // Joiners, marks of direction and the like: nothing to see.
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => None,
            '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' => None,
            _ => Some('?'),
        }
    }

    /// Whether a font has a glyph for it. Private characters mean nothing to a reader (PDF/A-3a).
    fn prints(&self, character: char) -> bool {
        const INVISIBLE: [char; 4] = ['\u{ad}', '\u{200b}', '\u{2060}', '\u{feff}'];
        let private = ('\u{e000}'..='\u{f8ff}').contains(&character) || character >= '\u{f0000}';
        let known = |font: &Font| font.info().coverage.contains(u32::from(character));
        !private
            && !character.is_control()
            && !INVISIBLE.contains(&character)
            && self.fonts.iter().any(known)
    }
}

/// One page on the typesetter's desk: the files it is made of.
struct Desk<'a> {
    typesetter: &'a Typesetter,
    page: Bytes,
    xml: Option<Bytes>,
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.typesetter.book
    }

    fn main(&self) -> FileId {
        FILES.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        match id {
            _ if id == FILES.main => Ok(self.typesetter.main.clone()),
            _ if id == FILES.template => Ok(self.typesetter.template.clone()),
            _ => Err(not_found(id)),
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match id {
            _ if id == FILES.page => Ok(self.page.clone()),
            _ if id == FILES.weave => Ok(Bytes::from_string(WEAVE)),
            _ if id == FILES.xml => self.xml.clone().ok_or_else(|| not_found(id)),
            _ => Err(not_found(id)),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.typesetter.fonts.get(index).cloned()
    }

    /// There is no today: a document printed twice is the same document.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn not_found(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}

fn standards() -> Result<PdfStandards, DocumentError> {
    PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1])
        .map_err(|error| DocumentError::Template(error.message().to_string()))
}

fn pdf_timestamp(moment: Timestamp) -> Option<PdfTimestamp> {
    let civil = Zone::utc().civil(moment);
    let part = |number: i8| u8::try_from(number).ok();
    let datetime = Datetime::from_ymd_hms(
        i32::from(civil.year()),
        part(civil.month())?,
        part(civil.day())?,
        part(civil.hour())?,
        part(civil.minute())?,
        part(civil.second())?,
    )?;
    Some(PdfTimestamp::new_utc(datetime))
}

/// The first mistakes of a template, in one line.
fn told(mistakes: &[SourceDiagnostic]) -> String {
    let texts: Vec<&str> =
        mistakes.iter().take(MISTAKES_MAX).map(|mistake| mistake.message.as_str()).collect();
    texts.join("; ")
}

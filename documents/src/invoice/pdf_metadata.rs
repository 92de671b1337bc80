//! Says inside a PDF that it is a Factur-X invoice.
//!
//! Factur-X 1.0 wants four properties in the document's XMP metadata, and PDF/A wants them
//! described there too; typst has no place for metadata of one's own. So this rewrites the one
//! uncompressed metadata stream of a PDF typst has just written, and moves the table of offsets
//! accordingly. It is no general PDF editor: where a PDF looks otherwise, it fails rather than
//! guesses.

use super::DocumentError;
use super::typesetting::XML_NAME;

/// Ends the dictionary of the metadata stream; nothing with text of ours follows it in the file.
const STREAM_HEAD: &[u8] = b"/Type/Metadata/Subtype/XML>>\nstream\n";
/// Where the descriptions of properties end, and where the metadata end.
const DESCRIPTIONS_END: &str = "</rdf:Bag></pdfaExtension:schemas>";
const METADATA_END: &str = "</rdf:RDF>";

/// One entry of the table of offsets: ten digits, five digits, a letter, and the line's end.
const ENTRY_BYTES: usize = 20;
const OFFSET_DIGITS: usize = 10;

const NAMESPACE: &str = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#";

/// The properties with their values and what they are.
const PROPERTIES: [(&str, &str, &str); 4] = [
    ("DocumentType", "INVOICE", "The type of the hybrid document"),
    ("DocumentFileName", XML_NAME, "The name of the embedded XML document"),
    ("Version", "1.0", "The version of the Factur-X standard"),
    ("ConformanceLevel", "EN 16931", "The profile of the embedded XML document"),
];

/// The same PDF, its metadata naming it a Factur-X invoice of the profile EN 16931.
///
/// Errors: the PDF is not laid out the way typst lays it out.
pub fn declare_factur_x(pdf: &[u8]) -> Result<Vec<u8>, DocumentError> {
    let layout = Layout::of(pdf)?;
    let metadata = declared(layout.metadata)?;

    let mut out = Vec::with_capacity(pdf.len() + 4096);
    out.extend_from_slice(layout.before_length);
    out.extend_from_slice(metadata.len().to_string().as_bytes());
    out.extend_from_slice(STREAM_HEAD);
    out.extend_from_slice(metadata.as_bytes());
    out.extend_from_slice(layout.after_metadata);
    let moved = out.len() - layout.offsets_at;
    let offsets_at = out.len();
    for entry in layout.offsets {
        out.extend_from_slice(&shifted(entry, layout.before_length.len(), moved)?);
    }
    out.extend_from_slice(layout.trailer);
    out.extend_from_slice(format!("startxref\n{offsets_at}\n%%EOF").as_bytes());
    Ok(out)
}

/// A PDF as typst writes it, cut into the parts that matter here.
struct Layout<'a> {
    /// Up to the number that says how long the metadata are.
    before_length: &'a [u8],
    metadata: &'a str,
    /// From the end of the metadata to the table of offsets.
    after_metadata: &'a [u8],
    offsets_at: usize,
    /// The table in lines; its two head lines are entries too, left as they are.
    offsets: Vec<&'a [u8]>,
    trailer: &'a [u8],
}

impl<'a> Layout<'a> {
    fn of(pdf: &'a [u8]) -> Result<Layout<'a>, DocumentError> {
        let missing = |what| DocumentError::Metadata(what);

        let head_at = find_last(pdf, STREAM_HEAD).ok_or(missing("no metadata stream"))?;
        let digits = pdf[..head_at].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let before_length = &pdf[..head_at - digits];
        let length = number(&pdf[head_at - digits..head_at]).ok_or(missing("no length"))?;
        let metadata_at = head_at + STREAM_HEAD.len();
        let metadata = pdf.get(metadata_at..metadata_at + length).ok_or(missing("cut short"))?;
        let metadata = std::str::from_utf8(metadata).map_err(|_| missing("not in UTF-8"))?;

        let start_at = find_last(pdf, b"startxref\n").ok_or(missing("no startxref"))?;
        let rest = &pdf[start_at + b"startxref\n".len()..];
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let offsets_at = number(&rest[..digits]).ok_or(missing("no offset of the offsets"))?;
        let after_metadata =
            pdf.get(metadata_at + length..offsets_at).ok_or(missing("metadata after offsets"))?;
        let table = pdf.get(offsets_at..start_at).ok_or(missing("offsets outside the file"))?;
        let trailer_at = find_last(table, b"trailer\n").ok_or(missing("no trailer"))?;
        let (table, trailer) = table.split_at(trailer_at);
        let offsets = table.split_inclusive(|byte| *byte == b'\n').collect();
        Ok(Layout { before_length, metadata, after_metadata, offsets_at, offsets, trailer })
    }
}

/// A line of the table, moved on if its object begins after `from`.
fn shifted(line: &[u8], from: usize, by: usize) -> Result<Vec<u8>, DocumentError> {
    let in_use = line.len() == ENTRY_BYTES && line.get(17) == Some(&b'n');
    if !in_use {
        return Ok(line.to_vec());
    }
    let (digits, rest) = line.split_at(OFFSET_DIGITS);
    let offset = number(digits).ok_or(DocumentError::Metadata("an offset is no number"))?;
    let offset = if offset > from { offset + by } else { offset };
    let mut moved = format!("{offset:010}").into_bytes();
    moved.extend_from_slice(rest);
    Ok(moved)
}

/// The metadata with the properties of Factur-X and their descriptions.
fn declared(metadata: &str) -> Result<String, DocumentError> {
    if !metadata.contains(DESCRIPTIONS_END) || !metadata.contains(METADATA_END) {
        return Err(DocumentError::Metadata("the metadata have another shape"));
    }
    let mut described = String::from(
        "<rdf:li rdf:parseType=\"Resource\">\
         <pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>",
    );
    described.push_str(&format!(
        "<pdfaSchema:namespaceURI>{NAMESPACE}</pdfaSchema:namespaceURI>\
         <pdfaSchema:prefix>fx</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>"
    ));
    let mut values = format!("<rdf:Description rdf:about=\"\" xmlns:fx=\"{NAMESPACE}\">");
    for (name, value, description) in PROPERTIES {
        described.push_str(&format!(
            "<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>{name}</pdfaProperty:name>\
             <pdfaProperty:valueType>Text</pdfaProperty:valueType>\
             <pdfaProperty:category>external</pdfaProperty:category>\
             <pdfaProperty:description>{description}</pdfaProperty:description></rdf:li>"
        ));
        values.push_str(&format!("<fx:{name}>{value}</fx:{name}>"));
    }
    described.push_str("</rdf:Seq></pdfaSchema:property></rdf:li>");
    values.push_str("</rdf:Description>");
    Ok(metadata.replacen(DESCRIPTIONS_END, &format!("{described}{DESCRIPTIONS_END}"), 1).replacen(
        METADATA_END,
        &format!("{values}{METADATA_END}"),
        1,
    ))
}

fn find_last(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).rposition(|window| window == wanted)
}

fn number(digits: &[u8]) -> Option<usize> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Object 1 before the metadata, 2 the metadata, 3 behind them.
    fn sample(metadata: &str) -> String {
        let first = "%PDF-1.7\n1 0 obj\n(one)\nendobj\n";
        let second = format!(
            "2 0 obj\n<</Length {}/Type/Metadata/Subtype/XML>>\nstream\n{metadata}\nendstream\nendobj\n",
            metadata.len()
        );
        let third = "3 0 obj\n(three)\nendobj\n";
        let offsets = [9, first.len(), first.len() + second.len()]
            .map(|offset| format!("{offset:010} 00000 n \n"))
            .concat();
        let start = first.len() + second.len() + third.len();
        format!(
            "{first}{second}{third}xref\n0 4\n0000000000 65535 f \n{offsets}\
             trailer\n<</Size 4>>\nstartxref\n{start}\n%%EOF"
        )
    }

    #[test]
    fn offsets_point_at_their_objects_afterwards() {
        let metadata = format!("<rdf:Bag>{DESCRIPTIONS_END}{METADATA_END}");
        let pdf = declare_factur_x(sample(&metadata).as_bytes()).expect("metadata are found");
        let pdf = String::from_utf8(pdf).expect("all text");

        let (_, start) = pdf.split_once("startxref\n").expect("a start");
        let start: usize = start.trim_end_matches("\n%%EOF").parse().expect("a number");
        assert!(pdf[start..].starts_with("xref\n"));
        let lines: Vec<&str> = pdf[start..].lines().skip(3).take(3).collect();
        for (line, object) in lines.iter().zip(["1 0 obj", "2 0 obj", "3 0 obj"]) {
            let offset: usize = line[..10].parse().expect("an offset");
            assert!(pdf[offset..].starts_with(object), "{line} is not {object}");
        }
        assert!(pdf.contains("<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>"));
    }

    #[test]
    fn other_files_are_refused() {
        assert!(declare_factur_x(b"").is_err());
        assert!(declare_factur_x(sample("<rdf:Bag>").as_bytes()).is_err());
        assert!(declare_factur_x(&sample(METADATA_END).as_bytes()[..60]).is_err());
    }
}

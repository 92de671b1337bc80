//! Whether a UBL document may call itself Peppol BIS Billing 3.0, and how its parties are
//! addressed.
//!
//! BIS Billing is EN 16931 with more asked for: both parties addressed under a scheme of the
//! network, a reference of the buyer's, and rules of some countries' own. Everybody's VAT number is
//! such an address where their country's scheme is; the e-mail address we know is none. Where
//! something asked for is not known, the document stays plain EN 16931 and says so.

use units::Country;

use super::bill::{Bill, Payment};
use super::electronic;

/// BT-24 of a document that keeps to BIS Billing 3.0.
pub const CUSTOMIZATION: &str =
    "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0";
/// BT-23: billing, without negotiation before or after.
pub const PROCESS: &str = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0";
/// What BIS Billing has written for a buyer's order number when only the seller's is known.
pub const NO_PURCHASE_ORDER: &str = "NA";

/// An e-mail address, as EN 16931 has it.
const EMAIL: &str = "EM";

/// Countries whose own rules in BIS Billing ask their sellers for what we don't hold.
const SELLERS_ASKED_FOR_MORE: [&str; 7] = ["DK", "GR", "IS", "IT", "NL", "NO", "SE"];

/// The scheme of VAT numbers, by country (the code list "Electronic Address Scheme").
const VAT_SCHEMES: [(&str, &str); 24] = [
    ("AT", "9914"),
    ("BE", "9925"),
    ("BG", "9926"),
    ("CY", "9928"),
    ("CZ", "9929"),
    ("DE", "9930"),
    ("EE", "9931"),
    ("ES", "9920"),
    ("FI", "0213"),
    ("FR", "9957"),
    ("GB", "9932"),
    ("GR", "9933"),
    ("HR", "9934"),
    ("HU", "9910"),
    ("IE", "9935"),
    ("IT", "0211"),
    ("LT", "9937"),
    ("LU", "9938"),
    ("LV", "9939"),
    ("MT", "9943"),
    ("NL", "9944"),
    ("PL", "9945"),
    ("PT", "9946"),
    ("RO", "9947"),
];

/// An electronic address (BT-34, BT-49).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Endpoint<'a> {
    pub scheme: &'static str,
    pub id: &'a str,
}

/// What a document calls itself, and how its parties are addressed on it.
pub struct Profile<'a> {
    pub peppol: bool,
    pub seller: Endpoint<'a>,
    pub buyer: Endpoint<'a>,
}

impl<'a> Profile<'a> {
    pub fn of(bill: &Bill<'a>) -> Profile<'a> {
        let seller_vat_id = bill.seller.vat_id.as_ref().map(|id| (id.country(), id.as_str()));
        let buyer_vat_id = bill.buyer.vat_id.as_ref().map(|id| (id.country(), id.as_str()));
        let ends = (seller_vat_id.and_then(addressed), buyer_vat_id.and_then(addressed));
        match ends {
            (Some(seller), Some(buyer)) if asks_no_more(bill) => {
                Profile { peppol: true, seller, buyer }
            }
            _ => Profile {
                peppol: false,
                seller: Endpoint { scheme: EMAIL, id: &bill.seller.email },
                buyer: Endpoint { scheme: EMAIL, id: &bill.buyer.email },
            },
        }
    }
}

/// The address of whoever has this VAT number of this country.
fn addressed<'a>((country, id): (Country, &'a str)) -> Option<Endpoint<'a>> {
    let (_, scheme) = VAT_SCHEMES.iter().find(|(code, _)| *code == country.code())?;
    Some(Endpoint { scheme, id })
}

/// Whether BIS Billing asks for nothing of this document that we don't know.
fn asks_no_more(bill: &Bill<'_>) -> bool {
    let seller = bill.seller.address.country.code();
    let buyer = bill.buyer.address.country.code();
    // PEPPOL-EN16931-R003: some reference of the buyer's; a renewal has none.
    let referenced = bill.order().is_some();
    // PEPPOL-EN16931-R061: the mandate of a direct debit.
    let without_mandate = bill.payment() == Some(Payment::DirectDebit);
    // DE-R-001 and following: a person to talk to and a routing number, between Germans.
    let between_germans = seller == "DE" && buyer == "DE";
    referenced
        && !without_mandate
        && !between_germans
        && !SELLERS_ASKED_FOR_MORE.contains(&seller)
        && electronic::buyer_vat_id(bill).is_some()
}

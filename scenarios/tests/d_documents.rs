//! Invoices as files: the PDF and UBL, in the browser and over the API (D2).

use app::credit_note_document;
use axum::http::{Method, StatusCode};
use billing::credit_note::{CreditCause, CreditGoes, CreditNote, CreditOf, CreditedInvoice};
use billing::invoice::{Invoice, InvoiceDraft, LineKind};
use testkit::{Purchase, on_each_database};
use units::{Currency, Id};

/// D2: the same invoice as a PDF and as UBL, for its account alone, the same bytes each time.
#[tokio::test]
async fn an_invoice_comes_as_pdf_and_as_ubl() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let ada = world.owner("ada@example.org").await;
        ada.buys(&Purchase::default()).await;
        let invoice = ada.invoices().await[0].invoice.clone();
        let path = format!("/invoices/{}", invoice.id);
        let mut program = world.client();
        program.token = Some(ada.token().await);
        let mut browser = ada.signs_in().await;

        let mut kept = Vec::new();
        for (ending, kind) in [("pdf", "application/pdf"), ("xml", "application/xml")] {
            let seen = browser.get(&format!("{path}.{ending}")).await;
            assert_eq!(seen.status, StatusCode::OK, "{ending}: {}", seen.text());
            assert_eq!(seen.header("content-type"), Some(kind));
            let name = format!("attachment; filename=\"{}.{ending}\"", invoice.number);
            assert_eq!(seen.header("content-disposition"), Some(name.as_str()));
            let path = format!("/api{path}.{ending}");
            let told = program.api(Method::GET, &path, None).await;
            assert_eq!(told.status, StatusCode::OK, "{ending}: {}", told.text());
            assert_eq!(told.bytes, seen.bytes, "{ending}: both faces give the same file");
            kept.push(path);
        }
        let ubl = program.api(Method::GET, &kept[1], None).await.text();
        assert!(ubl.contains(&format!("<cbc:ID>{}</cbc:ID>", invoice.number)), "{ubl}");
        assert!(ubl.contains(&format!(">{}</cbc:PrepaidAmount>", invoice.total().decimal())));
        let page = browser.get(&path).await.text();
        assert!(page.contains(&format!("{}.xml", invoice.id)), "a way to it");

        let mut other = world.client();
        other.token = Some(world.owner("eve@example.org").await.token().await);
        for path in kept.iter().chain([&format!("/api{path}.docx")]) {
            let reply = other.api(Method::GET, path, None).await;
            assert_eq!(reply.status, StatusCode::NOT_FOUND, "{path}");
        }
    })
    .await;
}

/// D2: what EN 16931 has no room for is refused with its reason, and the PDF is still there.
#[tokio::test]
async fn dinars_have_no_electronic_form() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let ben = world.owner("ben@example.org").await;
        ben.buys(&Purchase { currency: Currency::KWD, ..Purchase::default() }).await;
        let path = format!("/api/invoices/{}", ben.invoices().await[0].invoice.id);
        let mut program = world.client();
        program.token = Some(ben.token().await);
        let refused = program.api(Method::GET, &format!("{path}.xml"), None).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.json()["code"], "invoice_xml.too_many_decimals");
        let pdf = program.api(Method::GET, &format!("{path}.pdf"), None).await;
        assert!(pdf.bytes.starts_with(b"%PDF-"), "{}", pdf.status);
    })
    .await;
}

/// D2: a credit note is made once, and is the same PDF and UBL each time.
#[tokio::test]
async fn a_credit_note_comes_as_pdf_and_as_ubl() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let ada = world.owner("ada@example.org").await;
        ada.buys(&Purchase::default()).await;
        let invoice = ada.invoices().await[0].invoice.clone();
        let note = all_of_it_back(&invoice);
        note.check(&invoice).expect("it gives back what was billed");

        let pdf = credit_note_document::pdf(&world.app, &note).await.expect("a PDF");
        assert!(pdf.starts_with(b"%PDF-"));
        let ubl = credit_note_document::ubl(&world.app, &note).await.expect("UBL");
        let said = String::from_utf8(ubl.clone()).expect("text");
        assert!(said.contains("<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>"), "{said}");
        assert!(said.contains(&format!("<cbc:ID>{}</cbc:ID>", invoice.number)), "{said}");
        assert_eq!(credit_note_document::pdf(&world.app, &note).await.expect("kept"), pdf);
        assert_eq!(credit_note_document::ubl(&world.app, &note).await.expect("kept"), ubl);
    })
    .await;
}

/// A note that corrects all of `invoice`.
fn all_of_it_back(invoice: &Invoice) -> CreditNote {
    let mut lines = invoice.draft.lines.clone();
    for (line, number) in lines.iter_mut().zip(1..) {
        line.kind = LineKind::Credit;
        line.credits = Some(CreditOf {
            invoice: invoice.id,
            number: invoice.number.clone(),
            line: number,
            cause: CreditCause::Corrected,
        });
    }
    CreditNote {
        id: Id::from_parts(invoice.issued_at, [9; 10]),
        account: invoice.account,
        series: "CN-2027".to_owned(),
        number: "CN-2027-000001".to_owned(),
        issued_at: invoice.issued_at,
        issued_on: invoice.issued_on,
        locale: invoice.locale.clone(),
        seller: invoice.seller.clone(),
        buyer: invoice.buyer.clone(),
        invoice: CreditedInvoice {
            id: invoice.id,
            number: invoice.number.clone(),
            issued_on: invoice.issued_on,
            order_reference: invoice.order_reference.clone(),
        },
        cause: CreditCause::Corrected,
        goes: CreditGoes::ToPayer,
        draft: InvoiceDraft::of(invoice.draft.currency, lines),
    }
}

### Exemption from tax: asking, the operator's decision, mails, trail, events, refusals (A6).

exemption-title = Tax exemption
exemption-link = Ask for exemption from VAT
exemption-lead = Do you hold a certificate that exempts you from VAT? Send it here, and we look at it. Once it is granted, your invoices come without VAT, and the VAT of the current period comes back.
exemption-requests = Requests
exemption-certificate-number = Certificate { $number }
exemption-valid = Valid from { $from } to { $until }
exemption-valid-from = Valid from { $from }, without an end
exemption-asked-on = Asked on { $date }.
exemption-certificate = The certificate
exemption-file-words = { $kind }, { $kilobytes } kB
exemption-reason = Refused, because: { $reason }
exemption-credited = VAT credited: { $numbers }
exemption-state-requested = Being reviewed
exemption-state-granted = Granted
exemption-state-refused = Refused
exemption-state-withdrawn = Withdrawn
exemption-state-expired = Expired
exemption-withdraw = Withdraw
exemption-withdraw-text = We stop looking at the certificate. VAT is charged as before; you can ask again any time.
exemption-withdraw-granted = Do without the exemption
exemption-withdraw-granted-text = From the next invoice on VAT is charged again. What was credited stays with you. To be exempt again you ask again.
exemption-withdraw-button = Withdraw the certificate
exemption-ask = Ask for exemption
exemption-file = The certificate
exemption-file-hint = PDF, PNG or JPEG, up to { $megabytes } megabytes. Only your account and we can open it.
exemption-number = Number
exemption-number-hint = As it stands on the certificate.
exemption-country = Country
exemption-country-hint = The country whose VAT it exempts you from; it is the country of your billing address.
exemption-from = Valid from
exemption-until = Valid to
exemption-until-hint = The last day. Leave it empty if the certificate does not end.
exemption-until-granted = Until it is granted VAT is charged. We write to you either way.
exemption-button = Send the certificate
news-exemption-asked = The certificate is on its way to review. A mail confirms it.
news-exemption-withdrawn = The certificate is withdrawn.

exemption-tab-waiting = Waiting
exemption-tab-decided = Decided
exemption-state = State
exemption-none-waiting = No request waits
exemption-none-decided = No request was decided yet
exemption-none-text = Accounts ask from their billing page, with a certificate. You grant or refuse it here.
exemption-request = Request for tax exemption
exemption-what-it-says = What it says
exemption-asked-by = Asked by
exemption-asked-at = Asked
exemption-endless = No end
exemption-decided = Decided
exemption-reason-given = Reason
exemption-credit-notes = Credit notes
exemption-download = Download the certificate ({ $file })
exemption-if-granted = If you grant it
exemption-if-granted-text = No VAT is charged while the certificate is valid. Orders that wait for their payment end, because they were worked out with VAT. Owners and billing contacts are told by mail.
exemption-row-note = Credit note on invoice { $number }, VAT included
exemption-row-instead = The same again, on one invoice without VAT
exemption-row-off = Off invoice { $number }, which is not paid
exemption-row-balance = Stays on the credit balance
exemption-nothing-back = No VAT was charged in the current period, so nothing comes back.
exemption-nothing-today = The certificate is not valid today, so nothing of the current period comes back.
exemption-nothing-elsewhere = The account is billed in another country now: the certificate takes no tax off there, and nothing comes back.
exemption-grant = Grant the exemption
exemption-grant-credit = Grant and credit { $tax }
exemption-refuse = Refuse it
exemption-refuse-reason = Reason
exemption-refuse-hint = The account reads it. Say what is missing, so that they can ask again.
exemption-refuse-button = Refuse the exemption
operator-queue-exemptions = Requests for tax exemption
news-exemption-granted = The exemption is granted. The account was told.
news-exemption-refused = The exemption is refused. The account was told why.

error-exemption-country-unknown = Choose a country.
error-exemption-other-country = Your invoices go to another country. The certificate has to be for the country of your billing address.
error-exemption-number-missing = Type the number of the certificate.
error-exemption-number-too-long = A number has up to 60 characters.
error-exemption-from-malformed = Give the first day on which the certificate is valid.
error-exemption-until-malformed = Give the last day on which the certificate is valid, or leave it empty.
error-exemption-until-before-from = The last day is before the first one.
error-exemption-over = The certificate is not valid any more. A current one is needed.
error-exemption-already-asked = A certificate is being reviewed already. Withdraw it to send another one.
error-exemption-not-pending = This request was decided, withdrawn or is over. Nothing was changed.
error-exemption-not-found = There is no such request for tax exemption.
error-exemption-no-reason = Say why, so that the account knows what to do.
error-certificate-missing = Choose the file with the certificate.
error-certificate-too-large = The file is larger than 5 megabytes. Choose a smaller one.
error-certificate-other-kind = The file is neither PDF nor PNG nor JPEG. Scan the certificate or save it as PDF, and choose that file.

audit-tax-exemption-requested = Asked for tax exemption with certificate { $number }
audit-tax-exemption-granted = Tax exemption granted: certificate { $number }
audit-tax-exemption-refused = Tax exemption refused: certificate { $number }
audit-tax-exemption-withdrawn = Certificate { $number } for tax exemption was withdrawn
audit-tax-exemption-ending = The end of the tax exemption by certificate { $number } was announced
audit-tax-exemption-expired = Certificate { $number } for tax exemption has expired
audit-credit-used = { $used } of the credit balance paid invoice { $number }
webhooks-kind-tax-exemption-requested = Tax exemption was asked for
webhooks-kind-tax-exemption-granted = Tax exemption was granted
webhooks-kind-tax-exemption-refused = Tax exemption was refused
webhooks-kind-tax-exemption-withdrawn = A tax exemption was withdrawn
webhooks-kind-tax-exemption-expired = A tax exemption has expired
webhooks-kind-credit-used = The credit balance paid an open invoice

mail-tax-exemption-subject = { $what ->
    [granted] Tax exemption granted
    [refused] Tax exemption refused
    [withdrawn] Tax exemption withdrawn
    [ending] Your tax exemption ends soon
    [expired] Your tax exemption has ended
   *[requested] Your certificate is being reviewed
}
mail-tax-exemption-lead = { $what ->
    [granted] Your certificate is accepted: you are exempt from VAT.
    [refused] We have looked at your certificate and cannot accept it. The reason:
    [withdrawn] The certificate for tax exemption was withdrawn.
    [ending] The certificate that exempts you from VAT ends soon.
    [expired] The certificate that exempted you from VAT is not valid any more.
   *[requested] You asked for exemption from VAT. We have the certificate and look at it.
}
mail-tax-exemption-meaning = { $what ->
    [granted] Invoices, orders and renewals come without VAT while the certificate is valid.
    [refused] VAT is charged as before. You can send another certificate any time.
    [withdrawn] Invoices come with VAT. If VAT was credited before, it stays with you.
    [ending] Send a new certificate before that day, and no VAT is charged in between.
    [expired] VAT is charged from the next invoice on. Send a new certificate to be exempt again.
   *[requested] Until it is granted VAT is charged; then the VAT of the current period comes back. We write to you either way.
}
mail-tax-exemption-number = Certificate
mail-tax-exemption-country = Country
mail-tax-exemption-from = Valid from
mail-tax-exemption-until = Valid to
mail-tax-exemption-credited = VAT credited
mail-tax-exemption-documents = The credit notes are attached. They give the whole amount back; an invoice without VAT, which comes by its own mail, bills the same again and is paid by them. The difference is your VAT.
mail-tax-exemption-action = { $what ->
    [refused] Send another certificate
    [ending] Send a new certificate
    [expired] Send a new certificate
   *[requested] Open the tax exemption
}
mail-order-ended-subject = { $what ->
    [change] Your change has ended unpaid: you are exempt from VAT now
   *[order] Your order has ended unpaid: you are exempt from VAT now
}
mail-order-ended-why = { $what ->
    [change] The change { $number } was waiting for its payment of { $amount }, worked out with VAT. Your exemption from VAT has been granted since, so it has ended: you should not pay a tax that you are exempt from.
   *[order] The order { $number } was waiting for its payment of { $amount }, worked out with VAT. Your exemption from VAT has been granted since, so it has ended: you should not pay a tax that you are exempt from.
}
mail-order-ended-meaning = { $what ->
    [change] Nothing was charged, and your subscription is as it was.
   *[order] Nothing was charged, and nothing was bought.
}
mail-order-ended-do = { $what ->
    [change] If you still want the change, make it again. Its price is worked out anew, without VAT.
   *[order] If you still want it, order again. The price is worked out anew, without VAT.
}
mail-order-ended-action = { $what ->
    [change] Open the subscription
   *[order] See the plans
}

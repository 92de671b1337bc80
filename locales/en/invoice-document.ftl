### Invoices and credit notes as documents: the PDF set like a letter, and the free texts of its electronic forms.

invoice-document-heading = Invoice
invoice-document-heading-credit-note = Credit note
invoice-document-title = Invoice { $number }
invoice-document-title-credit-note = Credit note { $number }
invoice-document-page = Page { $page } of { $pages }
invoice-document-attachment = The same invoice as data: EN 16931, Factur-X
invoice-document-attachment-credit-note = The same credit note as data: EN 16931, Factur-X

# The block beside the address.
invoice-document-number = Invoice number
invoice-document-number-credit-note = Credit note number
invoice-document-credited = Credited invoice
invoice-document-credited-date = Invoice date
invoice-document-reason = Reason
invoice-document-date = Date
invoice-document-period = Service period
invoice-document-due = Due
invoice-document-order = Order
invoice-document-buyer-vat-id = Your VAT number

# Under the heading: what has become of the total.
invoice-document-status-paid = { $means ->
    [card] Paid on { $day } by card
    [direct-debit] Paid on { $day } by direct debit
    [transfer] Paid on { $day } by bank transfer
   *[unknown] Paid on { $day }
}
invoice-document-status-credit-used = Paid from your credit balance
invoice-document-status-debit = { $amount } will be debited from your account about { $day }. Please do not transfer it.
invoice-document-status-open = To pay by { $day }
invoice-document-status-partly = { $amount } left to pay by { $day }
invoice-document-status-nothing = Nothing to pay

# The table.
invoice-document-column-item = Service
invoice-document-column-item-period = Service, { $period }
invoice-document-column-quantity = Quantity
invoice-document-column-unit = Unit price
invoice-document-column-tax = VAT
invoice-document-column-amount = Amount in { $currency }
invoice-document-kind-credit = Credit for the unused part
invoice-document-line-share = { $billed } of { $full ->
    [one] { $full } day
   *[other] { $full } days
} × { $quantity } × { $unit }
invoice-document-line-share-seconds = { $billed } of { $full } s × { $quantity } × { $unit }
invoice-document-line-fee = Early-termination fee, { $name }
invoice-document-fee-share = { $left ->
    [one] { $left } month
   *[other] { $left } months
} left at { $price }: { $share } of it for each
invoice-document-fee-fixed = { $left ->
    [one] { $left } month
   *[other] { $left } months
} left at { $price }: no more than that for each
invoice-document-line-discount = Discount, { $name }
invoice-document-line-credit = { $cause }: line { $line } of invoice { $number }

# Why something is given back.
invoice-document-cause-seats-reduced = Fewer seats
invoice-document-cause-add-on-reduced = Add-on reduced
invoice-document-cause-plan-changed = Change of plan
invoice-document-cause-product-swapped = Change of product
invoice-document-cause-ended = Ended before the period did
invoice-document-cause-cancellation-withdrawn = Cancellation taken back
invoice-document-cause-joined = Joined another account
invoice-document-cause-tax-exempted = Exemption from VAT
invoice-document-cause-corrected = Correction of the invoice
invoice-document-cause-goodwill = Goodwill

# Where the money of a credit note goes.
invoice-document-goes-to-balance = Added to your credit balance; your next invoice takes it first
invoice-document-goes-to-payer = Refunded to where you paid from, usually within 3 to 5 business days
invoice-document-goes-off-invoice = Taken off what is open of invoice { $number }

# Below the table.
invoice-document-sum-net = Net
invoice-document-sum-total = Total in { $currency }
invoice-document-sum-total-credit-note = Total credit in { $currency }
invoice-document-sum-credit-used = From your credit balance
invoice-document-sum-paid = { $means ->
    [card] Paid by card
    [direct-debit] Paid by direct debit
    [transfer] Paid by bank transfer
   *[unknown] Paid
}
invoice-document-sum-paid-on = { $means ->
    [card] Paid on { $day } by card
    [direct-debit] Paid on { $day } by direct debit
    [transfer] Paid on { $day } by bank transfer
   *[unknown] Paid on { $day }
}
invoice-document-sum-open = Left to pay
invoice-document-tax-rate = VAT { $rate } on { $net }
invoice-document-tax-reverse-charge = VAT, reverse charge
invoice-document-tax-exempt = VAT, exempt
invoice-document-tax-outside-scope = VAT, outside the scope

# Why no tax is taken: required by law, also in the electronic form.
invoice-document-note-reverse-charge = Reverse charge: the customer accounts for the VAT (Article{"\u00A0"}196 of Directive{"\u00A0"}2006/112/EC).
invoice-document-note-exempt = Exempt from VAT under the exemption certificate you gave us.
invoice-document-note-outside-scope = Outside the scope of VAT: the service is supplied where the customer is established.

# How to pay by transfer.
invoice-document-transfer = Transfer { $amount } by { $day } to this account
invoice-document-transfer-holder = Account holder
invoice-document-transfer-iban = IBAN
invoice-document-transfer-bic = BIC
invoice-document-transfer-reference = Reference

# At the foot of each page.
invoice-document-seller-vat-id = VAT number { $value }
invoice-document-seller-tax-number = Tax number { $value }
invoice-document-seller-iban = IBAN { $value }
invoice-document-seller-bic = BIC { $value }

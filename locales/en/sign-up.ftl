# Signing up, and confirming the address.
sign-up-title = Sign up free
sign-up-lead = No card, no end date.
sign-up-you = You
sign-up-name = Your name
sign-up-name-hint = As the people you meet know you.
sign-up-email-hint = We send a link to it to confirm that it is yours.
sign-up-password-hint = At least { $least } characters. Several words are better than odd signs.
sign-up-terms = I accept the terms of service and have read the privacy policy.
sign-up-terms-read = Read the terms
sign-up-button = Create the account
sign-up-what = What you get
sign-up-what-meetings = Meetings up to { $length }, with { $participants ->
    [one] { $participants } participant
   *[other] { $participants } participants
}
sign-up-what-meetings-endless = Meetings as long as you like, with { $participants ->
    [one] { $participants } participant
   *[other] { $participants } participants
}
sign-up-what-links = Guests join by a link, without an account
sign-up-what-leave = Take everything with you or delete it, any time, by yourself
sign-up-known-here = Known here

sign-up-check-title = Look into your mail
sign-up-check-sent = We have written to { $email }.
sign-up-check-next = Next
sign-up-check-confirm = Open the link in the mail to confirm the address. It works for { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
}.
sign-up-check-reset = If there is an account with this address, the mail holds a link to set a new password. It works for { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
}.
sign-up-check-spam = It can take a few minutes, and it may be among unwanted mail.
sign-up-check-nothing = Nothing came?
sign-up-check-resend = Send it again
sign-up-confirm-title = Confirm your address
sign-up-confirm-lead = { $email }
sign-up-confirm-what = One step
sign-up-confirm-text = This shows that the address is yours. Your account is then ready.
sign-up-confirm-password-text = The link shows that the address is yours, the password that the sign-up was. Your account is then ready.
sign-up-confirm-password-hint = The one you chose when you signed up.
sign-up-confirm-anew = Not your sign-up, or the password is gone? Sign up again
sign-up-confirm-button = Confirm this address
sign-up-expired = This link no longer works
sign-up-expired-text = It was used already, or it is too old. Sign in, and we send a new one if it is needed.

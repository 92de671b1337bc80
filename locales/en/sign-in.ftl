# Signing in, and a forgotten password.
sign-in-title = Sign in
sign-in-lead = One sign-in for all your sites.
sign-in-lead-site = You come from { $host }. One sign-in for all your sites.
sign-in-with-password = With a password
sign-in-with-passkey = With a passkey
sign-in-button = Sign in
sign-in-passkey = Sign in with a passkey
sign-in-passkey-text = Your device confirms that it is you. No password is sent.
sign-in-passkey-failed = The passkey was not used. Try again, or sign in with the password.
sign-in-forgot = Forgotten the password?
sign-in-new-here = New here
sign-in-error-too-often = Too many attempts. Try again in { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}, or set a new password.

sign-in-forgot-title = Set a new password
sign-in-forgot-lead = We send you a link that lets you choose a new one.
sign-in-forgot-where = Where to
sign-in-forgot-button = Send the link
sign-in-reset-title = Choose a new password
sign-in-reset-lead = Setting it signs you out everywhere else.
sign-in-reset-password = New password
sign-in-reset-button = Set the password and sign in
sign-in-reset-expired = This link no longer works
sign-in-reset-expired-text = It was used already, or it is too old. Ask for a new one.

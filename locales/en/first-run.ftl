# Setting the deployment up, once.
first-run-title = Set up Plenum
first-run-lead = Make the operator’s account. This page disappears when that is done.
first-run-operator = The operator
first-run-code = Set-up code
first-run-code-hint = The program printed it when it started.
first-run-button = Create the operator’s account
first-run-then = Then
first-run-then-text = You are signed in and see the operator’s pages. The catalog that comes along is in force until you publish your own.

news-set-up = The deployment is set up, and you run it.

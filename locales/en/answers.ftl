# Answers to invitations: the page of whoever is invited, and what the host sees.
answer-over = { $host } invites you
answer-question = Can you come?
answer-legend = Your answer
answer-for = For { $email }
answer-yes = Yes
answer-maybe = Maybe
answer-no = No
answer-so-far = Your answer so far
answer-outdated = To another time
answer-all-times = All meetings of the series
answer-one-time = Only { $day }, { $time }
answer-field-time = Which meetings
answer-field-note = Note
answer-field-note-hint = { $host } reads it. Other people invited do not.
answer-send = Send the answer
answer-join = To the join page
answer-cancelled = This meeting was cancelled. There is nothing left to answer.
answer-wait-text = There were too many wrong links from your network. Try again at { $time }.

answers-title = Answers
answers-counts = { $yes } yes, { $maybe } maybe, { $no } no, { $unanswered ->
    [one] one has not answered
   *[other] { $unanswered } have not answered
}
answers-to-one = only { $day }
answers-by-mail = by mail

news-answer-given = Your answer is kept. You can change it here until the meeting is over.

error-answer-not-found = This link leads to no invitation. You may no longer be invited: ask whoever gave it to you.
error-answer-over = This meeting is over. There is nothing left to answer.
error-answer-time-changed = The time was changed after you opened this page. Look at the new time, then answer again.
error-answer-note-too-long = At most { $limit } characters fit here.
error-answer-missing = Choose yes, maybe or no.

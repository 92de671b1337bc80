# News of the deployment, and the mail that brings them.
operator-news = News
operator-news-lead = They go to those who want mails about what is new, in their language where you write in it, else in the first you write in.
operator-news-write = Write news
operator-news-title = Title
operator-news-text = Text
operator-news-look = See how they read
operator-news-sent = Sent
operator-news-sending = { $count } so far; being sent
operator-news-told = { $count ->
    [one] One person
   *[other] { $count } people
}
operator-news-none = No news yet
operator-news-none-text = What you send stands here with the number of people it went to.
operator-news-review = How the news read
operator-news-review-lead = Nothing has been sent yet. It cannot be taken back.
operator-news-change = Change something
operator-news-send = Send the news
news-news-sent = The news are on their way.
error-news-missing = Write a title and a text in one language at least.
error-news-half = Write both a title and a text in each language, or neither.
error-news-too-long = A title has 120 characters at most, a text 4,000.
error-news-unprintable = A title or a text has characters that cannot be printed.
error-news-language = One of the languages is none that is offered.
mail-news-subject = { $title }
mail-news-action = Open Plenum
mail-news-choose = You get this because you want to read what is new. You can do without: choose in your profile which mails you get.

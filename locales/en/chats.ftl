# Chats between two people and among those of a meeting.
chats-title = Chats
chats-lead = With your colleagues, and with those you meet. Only those who take part can read a chat.
chats-search-label = Search in your chats
chats-search-button = Search
chats-found = Found messages
chats-nothing = Nothing was found
chats-nothing-text = No message in your chats says this. Try a shorter part of it.
chats-all = All chats
chats-latest = Latest first
chats-none = No chats yet
chats-none-text = A chat appears here once something is written in it.
chats-of-meeting = Meeting
chats-open = Open a chat
chats-email = E-mail address of a colleague
chats-email-hint = Somebody of your account.
chats-open-person = Open the chat
chats-meeting = Meeting
chats-meeting-hint = Its host, alternate hosts and the invitees with an account write here and read all of it.
chats-open-meeting = Open the meeting’s chat
chats-messages = Messages
chats-earlier = Earlier messages
chats-to-latest = To the latest messages
chats-you = You
chats-removed = Removed by its author, { $at }
chats-edited = Changed, { $at }
chats-change = Change, attach or remove
chats-empty = Nothing is written here yet
chats-empty-text = The other side sees this chat once you have written something.
chats-kept = Messages are kept for { $days ->
    [one] one day
   *[other] { $days } days
}, then erased.
chats-write = Write
chats-text = Message
chats-text-hint = For { $minutes } minutes you can change it, attach files to it or take it back.
chats-send = Send
chats-change-title = Your message
chats-change-lead = Written { $at }. For { $minutes } minutes after that you can change it or take it back. Others see that you did, and when.
chats-change-text = Change it
chats-save = Save the message
chats-remove = Take the message back
chats-remove-text = Its text is gone for everybody. That there was a message stays to be seen.
chats-retention = How long messages are kept
chats-retention-lead = For all chats of the account, between two people and of meetings.
chats-retention-from = Nothing is erased before { $from }. Until then you can change the time, or keep everything.
chats-retention-time = Time
chats-retention-days = Days
chats-retention-hint = { $least } to { $most } days. Leave it empty to keep messages for good.
chats-retention-notice = If more is erased than before, owners and admins are told by mail, and nothing is erased in the { $days } days after that. What is erased does not come back.
chats-retention-button = Save the time
news-chat-changed = Your message is changed.
news-chat-removed = Your message is taken back.
news-chat-retention = The time for which messages are kept is saved.

error-chat-not-found = There is no such chat, or you take no part in it.
error-chat-message-not-found = There is no such message in this chat. It may have been erased.
error-chat-other-gone = Nobody would read this: the other one is no longer in your account. What was written stays here.
error-chat-meeting-cancelled = The meeting is cancelled, so nothing more is written here. What was written stays.
error-chat-not-yours = Only its author changes a message or takes it back.
error-chat-message-removed = The message was taken back already.
error-chat-too-late = A message can be changed or taken back for an hour after it was written. Write another one instead.
error-chat-text-missing = Write something.
error-chat-text-too-long = Use at most 4,000 characters. Send the rest as another message.
error-chat-text-characters = There is a character in it that cannot be printed. Type it again.
error-chat-nobody = Nobody else in your account has this address. Check how it is spelt.
error-chat-too-many = You wrote 2,000 messages in a day. Write again tomorrow.
error-chat-retention-days = Choose 30 to 3,650 days, or leave it empty.

chats-attach = Attach a file
chats-attach-file = File
chats-attach-hint = PDF, PNG, JPEG or plain text, up to { $megabytes } MB; { $most } to a message.
chats-attach-button = Attach the file
chats-file = { $name } ({ $kilobytes } kB)
news-chat-attached = The file is attached.
error-chat-file-not-found = There is no such file in this chat. It may have been erased.
error-chat-file-missing = Choose a file that is not empty.
error-chat-file-too-large = A file has at most 5 MB.
error-chat-file-other-kind = Choose a PDF, PNG or JPEG, or plain text.
error-chat-too-many-files = The message has five files. Attach the next one to another message.
error-chat-too-many-files-today = You attached 100 files in a day. Go on tomorrow.
chats-new = New
chats-unread = { $count ->
    [100] 99+ new
   *[other] { $count } new
}
chats-menu-count = { $count ->
    [100] 99+
   *[other] { $count }
}
chats-menu-unread = ({ $count } with new messages)
chats-download = Keep a copy
chats-download-text = The whole chat as a file: text to read, or JSON for programs. Files beside messages are named in it.
chats-download-as-text = Download as text
chats-download-as-json = Download as JSON
chats-download-head = { $title }. Downloaded { $at }.
chats-download-line = { $author }, { $at }

-- What meetings made from a template ask of whoever registers (F1, docs/decisions/0053): a document beside the draft, which is of
-- the meeting's form. Empty where nothing of its own is asked.
alter table meeting_template add column registration text;

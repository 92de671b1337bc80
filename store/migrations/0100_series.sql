-- What is different about single meetings of a series (F1): a document, read with the meeting wherever its times are asked,
-- and without the series of no use (docs/decisions/0037). Nothing: all are as the rule says.
alter table meeting add column exceptions text;

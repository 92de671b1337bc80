-- Dunning of an unpaid invoice: since when, and how many of its steps are done (C10).
alter table invoice add column dunning_since bigint;
alter table invoice add column dunning_steps bigint not null default 0;

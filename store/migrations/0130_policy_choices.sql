-- How often what is decided was changed (E9): a change that was made from an older version is refused, not lost
-- (docs/decisions/0040). What was decided before counts as changed once.
alter table account_policy add column version bigint not null default 1;
alter table people_group add column version bigint not null default 1;

-- Which mails somebody decided about themselves; about the others they follow defaults. Null: kept before there were any to follow.
alter table person add column notifications_chosen text;
-- Everybody's groups at once, for those a meeting is told to.
create index people_group_member_of on people_group_member (person_id);

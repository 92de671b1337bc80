-- Subscriptions change in the middle of a period (C2, C3, C5): periods may begin anew with a later
-- number, at another day, and in seconds at a time of day; what is to come waits in JSON documents.
alter table subscription add column anchor_day bigint not null default 0;
alter table subscription add column anchor_base bigint not null default 0;
alter table subscription add column anchor_time text not null default '00:00:00';
alter table subscription add column scheduled text;
alter table subscription add column cancellation text;
alter table subscription add column trial text;
update subscription set anchor_day = cast(substr(anchor_date, 9, 2) as bigint);

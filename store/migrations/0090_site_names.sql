-- A site may be renamed: version counts the names it was given, from 1, so that two people do not go over each other's.
-- The names before stay in site_name and lead to the site for ever.
alter table site add column version bigint not null default 1;

-- A site may be renamed and greet its guests: version counts the changes of name and welcome text, from 1, so that two people
-- do not go over each other's. The names before stay in site_name and lead to the site for ever.
alter table site add column version bigint not null default 1;
alter table site add column welcome text;

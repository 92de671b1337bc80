-- How a site looks to its guests (docs/decisions/0039): an accent colour, and a logo with the text that stands for it. The version of
-- the site counts these changes as well.

-- Logos that were uploaded for a site: the one in use, and a few that somebody looked at. Their bytes are among the blobs.
create table site_logo (
  id text primary key,
  site_id text not null references site (id),
  account_id text not null references account (id),
  kind text not null,
  bytes bigint not null,
  uploaded_at bigint not null
);
create index site_logo_site on site_logo (site_id, uploaded_at, id);

alter table site add column accent text;
alter table site add column logo_id text references site_logo (id);
alter table site add column logo_alternative text;

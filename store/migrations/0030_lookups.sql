-- What people's requests look up had no index here and there, and was found by reading whole tables that grow with the
-- deployment: an account's own site and its names, what it accepted, sign-ups by address, password links by person.
create index site_account on site (account_id);
create index site_name_site on site_name (site_id);
create index acceptance_account on acceptance (account_id, accepted_at);
create index sign_up_email on sign_up (email_key);
create index password_reset_person on password_reset (person_id);

-- The list of an account's people is read in its order: active ones first, by name (E1).
create index person_by_name on person (account_id, (case when deactivated_at is null then 0 else 1 end), lower(name), id);

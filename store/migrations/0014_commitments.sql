-- A year may be promised and paid monthly (C5): since when, and what ending it early costs, as it was
-- bought; a JSON document.
alter table subscription add column commitment text;

-- A way to pay that was removed stays for what it paid, and is charged no more.
alter table payment_method add column removed_at bigint;

-- Reports sum up a period from an index that has all they look at (F7): a row somewhere else for each meeting was most of the time.
create index held_meeting_sums on held_meeting
 (account_id, started_at, ended_at, participants, person_seconds, host_id, host_key, host_name, host_email);

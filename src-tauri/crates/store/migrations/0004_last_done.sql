-- When a run under way last finished a contract, to the minute: one that finishes none for long is not getting on.
ALTER TABLE process_run_attempt ADD COLUMN last_done_at TEXT;

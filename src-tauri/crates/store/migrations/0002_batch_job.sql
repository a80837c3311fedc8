-- The batch job: what a person set up, and how far its loop has come (SPEC 6).

CREATE TABLE batch_job (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    name         TEXT    NOT NULL CHECK (length(name) > 0),
    job_type     TEXT    NOT NULL CHECK (job_type = 'none'),
    frequency    TEXT    NOT NULL CHECK (frequency = 'daily'),
    is_active    INTEGER NOT NULL CHECK (is_active IN (0, 1)),
    time_of_day  TEXT    CHECK (time_of_day GLOB '[0-2][0-9]:[0-5][0-9]'),  -- in the book's time zone; none: 24 hours from the end time
    workflow     TEXT    CHECK (workflow IN ('process_run_caller', 'process_runner', 'update_role_utilization')),
    state        TEXT    NOT NULL CHECK (state IN ('not_started', 'started', 'paused', 'stopped')),
    started_at   TEXT,
    started_by   TEXT,
    last_ended_at TEXT,
    next_wake_at TEXT,   -- the timer: compared with now, never slept through (SPEC 6.6a)
    failures     INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),  -- faults of the surroundings in a row
    retry_at     TEXT,   -- when it is tried again after one of them
    reason       TEXT,   -- why it was paused, has stopped or is tried again
    consent_through TEXT,  -- a person agreed to run what was missed, up to this date (SPEC 6.6)
    CHECK ((workflow IS NULL) = (state = 'not_started')),
    CHECK (state = 'not_started' OR (started_at IS NOT NULL AND started_by IS NOT NULL AND next_wake_at IS NOT NULL)),
    CHECK (is_active = 1 OR state IN ('not_started', 'stopped'))
) STRICT;

-- At most one that creates invoices and one that counts utilization (SPEC 6.4).
CREATE UNIQUE INDEX one_batch_job_of_a_kind ON batch_job ((workflow = 'update_role_utilization'))
    WHERE state IN ('started', 'paused');

-- The latest time the book has seen (SPEC 6.6). It is put back only by a person, who says that the clock is right.
CREATE TABLE clock (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    latest_at TEXT NOT NULL
) STRICT;

-- The first day of the job in this book: what was due before it is run by nobody unasked (SPEC 6.7).
ALTER TABLE coverage ADD COLUMN activated_date TEXT;

-- Who asked for an attempt, on which civil date it was made, and whether its work was taken back since.
ALTER TABLE process_run_attempt ADD COLUMN origin TEXT NOT NULL DEFAULT 'person'
    CHECK (origin IN ('batch_job', 'person', 'headless'));
ALTER TABLE process_run_attempt ADD COLUMN run_on_date TEXT;
ALTER TABLE process_run_attempt ADD COLUMN contracts_due INTEGER;
ALTER TABLE process_run_attempt ADD COLUMN undone_at TEXT;

-- Drafts that left the program as files or mail: what they came of is not undone any more.
CREATE TABLE invoice_export (
    invoice_id  INTEGER PRIMARY KEY,  -- no reference: a deleted draft may come back
    exported_at TEXT    NOT NULL
) STRICT;

-- UpdateRoleUtilization: what each run counted, hours and percent as decimals (SPEC 6.9).
CREATE TABLE role_utilization (
    through_date           TEXT    NOT NULL,  -- the last of the seven days
    role_id                INTEGER NOT NULL REFERENCES role,
    counted_at             TEXT    NOT NULL,
    chargeable_hours       TEXT    NOT NULL,
    non_chargeable_hours   TEXT    NOT NULL,
    complimentary_hours    TEXT    NOT NULL,
    capacity_hours         TEXT    NOT NULL,
    target_percent         TEXT,
    PRIMARY KEY (through_date, role_id)
) STRICT, WITHOUT ROWID;

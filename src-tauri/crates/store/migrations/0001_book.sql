-- A book: everything one billing office works on.
-- Amounts are minor units of the contract's currency, other decimals and all dates are text, instants are
-- UTC in RFC 3339. `key` is the author's own id, `id` the row's number.

CREATE TABLE book (
    id                 INTEGER PRIMARY KEY CHECK (id = 1),
    company_name       TEXT    NOT NULL,
    company_address    TEXT    NOT NULL,  -- lines, separated by line feeds
    company_country    TEXT,
    company_tax_id     TEXT,
    company_email      TEXT,
    company_language   TEXT,
    time_zone          TEXT    NOT NULL,
    created_at         TEXT    NOT NULL,
    created_by_version TEXT    NOT NULL
) STRICT;

CREATE TABLE holiday (
    holiday_date TEXT PRIMARY KEY CHECK (holiday_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT, WITHOUT ROWID;

CREATE TABLE customer (
    id                 INTEGER PRIMARY KEY,
    key                TEXT    NOT NULL UNIQUE,
    name               TEXT    NOT NULL,
    address            TEXT    NOT NULL,  -- lines, separated by line feeds
    country            TEXT,
    tax_id             TEXT,
    email              TEXT,
    language           TEXT,
    payment_terms_days INTEGER CHECK (payment_terms_days BETWEEN 0 AND 365)
) STRICT;

CREATE TABLE invoice_frequency (
    id                   INTEGER PRIMARY KEY,
    key                  TEXT    NOT NULL UNIQUE,
    name                 TEXT    NOT NULL,
    period               TEXT    NOT NULL CHECK (period IN ('weekly', 'biweekly', 'monthly', 'quarterly', 'yearly')),
    every                INTEGER NOT NULL CHECK (every BETWEEN 1 AND 52),
    working_day          TEXT    NOT NULL CHECK (working_day IN ('as_is', 'next', 'previous')),
    cut_off_days_before  INTEGER CHECK (cut_off_days_before BETWEEN 0 AND 366)  -- none: end of the previous month
) STRICT;

CREATE TABLE invoice_frequency_run (
    invoice_frequency_id INTEGER NOT NULL REFERENCES invoice_frequency,
    position             INTEGER NOT NULL,
    weekday              TEXT    CHECK (weekday IN ('monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday')),
    occurrence           TEXT    CHECK (occurrence IN ('first', 'second', 'third', 'fourth', 'last')),
    day                  INTEGER CHECK (day BETWEEN 1 AND 31),
    PRIMARY KEY (invoice_frequency_id, position),
    CHECK ((weekday IS NULL) <> (day IS NULL) AND (occurrence IS NULL OR weekday IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE role (
    id                         INTEGER PRIMARY KEY,
    key                        TEXT NOT NULL UNIQUE,
    name                       TEXT NOT NULL,
    target_utilization_percent TEXT
) STRICT;

CREATE TABLE resource (
    id                INTEGER PRIMARY KEY,
    key               TEXT    NOT NULL UNIQUE,
    name              TEXT    NOT NULL,
    role_id           INTEGER NOT NULL REFERENCES role,
    hours_per_weekday TEXT    -- seven decimals from Monday, separated by spaces; none: 8 on Monday to Friday
) STRICT;

CREATE TABLE resource_absence (
    resource_id  INTEGER NOT NULL REFERENCES resource,
    position     INTEGER NOT NULL,
    absence_date TEXT    NOT NULL,
    hours        TEXT    NOT NULL,
    PRIMARY KEY (resource_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE contract (
    id            INTEGER PRIMARY KEY,
    key           TEXT    NOT NULL UNIQUE,
    name          TEXT    NOT NULL,
    currency      TEXT    NOT NULL CHECK (length(currency) = 3),
    status        TEXT    NOT NULL CHECK (status IN ('draft', 'active', 'closed')),
    delivery_date TEXT
) STRICT;

CREATE TABLE contract_customer (
    contract_id INTEGER NOT NULL REFERENCES contract,
    position    INTEGER NOT NULL,  -- 0 is the primary customer
    customer_id INTEGER NOT NULL REFERENCES customer,
    percent     TEXT    NOT NULL,
    is_rounding INTEGER NOT NULL CHECK (is_rounding IN (0, 1)),
    PRIMARY KEY (contract_id, position),
    UNIQUE (contract_id, customer_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE contract_line (
    id                      INTEGER PRIMARY KEY,
    contract_id             INTEGER NOT NULL REFERENCES contract,
    position                INTEGER NOT NULL,
    key                     TEXT    NOT NULL,
    name                    TEXT    NOT NULL,
    billing_method          TEXT    NOT NULL CHECK (billing_method IN ('fixed_price', 'time_and_material')),
    transaction_classes     TEXT    NOT NULL,  -- words, separated by spaces
    contracted_amount_minor INTEGER,
    tax_category            TEXT    CHECK (tax_category IN ('S', 'Z', 'E', 'AE', 'K', 'G', 'O')),
    tax_percent             TEXT,
    billing_start           TEXT,
    invoice_frequency_id    INTEGER REFERENCES invoice_frequency,
    CHECK ((tax_category IS NULL) = (tax_percent IS NULL)),
    UNIQUE (contract_id, key),
    UNIQUE (contract_id, position)
) STRICT;

CREATE TABLE contract_line_customer (
    contract_line_id INTEGER NOT NULL REFERENCES contract_line,
    position         INTEGER NOT NULL,
    customer_id      INTEGER NOT NULL REFERENCES customer,
    percent          TEXT    NOT NULL,
    is_rounding      INTEGER NOT NULL CHECK (is_rounding IN (0, 1)),
    PRIMARY KEY (contract_line_id, position),
    UNIQUE (contract_line_id, customer_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE milestone (
    id               INTEGER PRIMARY KEY,
    contract_line_id INTEGER NOT NULL REFERENCES contract_line,
    key              TEXT    NOT NULL UNIQUE,
    name             TEXT    NOT NULL,
    milestone_date   TEXT    NOT NULL,
    amount_minor     INTEGER NOT NULL,
    UNIQUE (contract_line_id, id)
) STRICT;

CREATE TABLE schedule_row (
    id               INTEGER PRIMARY KEY,
    contract_line_id INTEGER NOT NULL REFERENCES contract_line,
    run_date         TEXT    NOT NULL CHECK (run_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    cut_off_date     TEXT    CHECK (cut_off_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    milestone_id     INTEGER UNIQUE,
    run_status       TEXT    NOT NULL DEFAULT 'not_run' CHECK (run_status IN ('not_run', 'run_successful', 'run_failed', 'skipped')),
    origin           TEXT    NOT NULL CHECK (origin IN ('generated', 'typed')),
    reason           TEXT,   -- why it failed, was skipped, or created nothing
    CHECK ((cut_off_date IS NULL) <> (milestone_id IS NULL)),
    FOREIGN KEY (contract_line_id, milestone_id) REFERENCES milestone (contract_line_id, id)
) STRICT;

-- One date row per line and run date (SPEC 3.9).
CREATE UNIQUE INDEX schedule_row_date ON schedule_row (contract_line_id, run_date) WHERE milestone_id IS NULL;
CREATE INDEX schedule_row_by_run_date ON schedule_row (run_date, run_status);
-- Holds how far the rows of a line go that are still to run, so that every line can be looked at without its rows.
CREATE INDEX schedule_row_by_line ON schedule_row (contract_line_id, run_status, run_date, cut_off_date);

-- Transactions and shares lie together by contract line: a run reads and claims neighbours. Scattered, one
-- run over a million transactions rewrites about as many pages as there are rows.
CREATE TABLE "transaction" (
    contract_line_id INTEGER NOT NULL REFERENCES contract_line,
    id               INTEGER NOT NULL,
    key              TEXT    NOT NULL UNIQUE,
    class            TEXT    NOT NULL CHECK (class IN ('time', 'expense', 'material', 'fee')),
    transaction_date TEXT    NOT NULL CHECK (transaction_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    description      TEXT,
    role_id          INTEGER REFERENCES role,
    category         TEXT,
    resource_id      INTEGER REFERENCES resource,
    quantity         TEXT    NOT NULL,
    unit             TEXT    NOT NULL,
    unit_price       TEXT    NOT NULL,
    billing_type     TEXT    NOT NULL CHECK (billing_type IN ('chargeable', 'non_chargeable', 'complimentary')),
    amount_minor     INTEGER NOT NULL,
    PRIMARY KEY (contract_line_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX transaction_by_amount ON "transaction" (amount_minor);

-- What is searched for by letters: description, category, resource and key of each transaction, under the number
-- contract_line_id * 2^32 + id. Only its trigrams are kept; what they find is compared with the texts themselves.
CREATE VIRTUAL TABLE transaction_text USING fts5 (
    words, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram'
);

-- Transactions and milestones share one id space (SPEC 9).
CREATE TRIGGER transaction_key_is_no_milestone BEFORE INSERT ON "transaction"
WHEN EXISTS (SELECT 1 FROM milestone WHERE key = NEW.key)
BEGIN SELECT RAISE(ABORT, 'the key is a milestone already'); END;

CREATE TRIGGER milestone_key_is_no_transaction BEFORE INSERT ON milestone
WHEN EXISTS (SELECT 1 FROM "transaction" WHERE key = NEW.key)
BEGIN SELECT RAISE(ABORT, 'the key is a transaction already'); END;

-- The unchangeable columns of a share are its unbilled sales actual; only the billing status moves.
CREATE TABLE share (
    contract_line_id    INTEGER NOT NULL REFERENCES contract_line,
    id                  INTEGER NOT NULL,
    customer_id         INTEGER NOT NULL REFERENCES customer,
    transaction_id      INTEGER,
    milestone_id        INTEGER,
    split_from_share_id INTEGER,
    class               TEXT    NOT NULL CHECK (class IN ('time', 'expense', 'material', 'fee', 'milestone')),
    share_date          TEXT    NOT NULL,  -- of the transaction or milestone
    quantity            TEXT    NOT NULL,
    unit_price          TEXT    NOT NULL,
    percent             TEXT    NOT NULL,
    billing_type        TEXT    NOT NULL CHECK (billing_type IN ('chargeable', 'non_chargeable', 'complimentary')),
    amount_minor        INTEGER NOT NULL,
    billing_status      TEXT    NOT NULL CHECK (billing_status IN ('not_ready', 'ready_to_invoice', 'invoice_created', 'invoice_posted')),
    PRIMARY KEY (contract_line_id, id),
    CHECK ((transaction_id IS NULL) <> (milestone_id IS NULL)),
    CHECK ((class = 'milestone') = (milestone_id IS NOT NULL)),
    FOREIGN KEY (contract_line_id, transaction_id) REFERENCES "transaction" (contract_line_id, id),
    FOREIGN KEY (contract_line_id, milestone_id) REFERENCES milestone (contract_line_id, id),
    FOREIGN KEY (contract_line_id, split_from_share_id) REFERENCES share (contract_line_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX share_of_transaction ON share (contract_line_id, transaction_id) WHERE transaction_id IS NOT NULL;
CREATE INDEX share_of_milestone ON share (milestone_id) WHERE milestone_id IS NOT NULL;
-- The billing backlog: what is on no invoice. It holds all that the backlog is sorted, filtered and summed by, so that
-- a million shares are gone through without reading their rows; the line comes first, so that a run that claims the
-- shares of a line rewrites neighbours.
CREATE INDEX share_in_backlog ON share
    (contract_line_id, billing_status, share_date, customer_id, class, billing_type, amount_minor, transaction_id)
    WHERE billing_status IN ('not_ready', 'ready_to_invoice');

CREATE TRIGGER share_is_unchangeable BEFORE UPDATE OF contract_line_id, id, customer_id, transaction_id, milestone_id,
    split_from_share_id, class, quantity, unit_price, percent, billing_type, amount_minor ON share
BEGIN SELECT RAISE(ABORT, 'an unbilled sales actual is never changed'); END;

CREATE TRIGGER share_is_never_deleted BEFORE DELETE ON share
BEGIN SELECT RAISE(ABORT, 'an unbilled sales actual is never deleted'); END;

CREATE TABLE process_run (
    id       INTEGER PRIMARY KEY,
    run_date TEXT    NOT NULL UNIQUE  -- one process run per date (SPEC 6.5); running it again adds an attempt
) STRICT;

CREATE TABLE process_run_attempt (
    process_run_id INTEGER NOT NULL REFERENCES process_run,
    attempt        INTEGER NOT NULL CHECK (attempt >= 1),
    status         TEXT    NOT NULL CHECK (status IN ('running', 'completed', 'completed_with_failures', 'interrupted')),
    fencing_token  INTEGER NOT NULL,
    started_at     TEXT    NOT NULL,
    ended_at       TEXT,
    reason         TEXT,
    PRIMARY KEY (process_run_id, attempt)
) STRICT, WITHOUT ROWID;

-- Ready before = invoiced + left out, in one currency.
CREATE TABLE process_run_total (
    process_run_id     INTEGER NOT NULL,
    attempt            INTEGER NOT NULL,
    currency           TEXT    NOT NULL,
    ready_before_minor INTEGER NOT NULL,
    invoiced_minor     INTEGER NOT NULL,
    left_out_minor     INTEGER NOT NULL,
    PRIMARY KEY (process_run_id, attempt, currency),
    FOREIGN KEY (process_run_id, attempt) REFERENCES process_run_attempt
) STRICT, WITHOUT ROWID;

-- Why an attempt passed something over in a contract that it handled: each reason once for each line and row, with how
-- many candidates it is given for. A million shares have a few thousand reasons between them.
CREATE TABLE process_run_reason (
    process_run_id   INTEGER NOT NULL,
    attempt          INTEGER NOT NULL,
    contract_id      INTEGER NOT NULL REFERENCES contract,
    number           INTEGER NOT NULL,
    contract_line_id INTEGER NOT NULL,
    schedule_row_id  INTEGER,  -- no reference: a row may be replaced later
    row_run_date     TEXT,
    is_about_shares  INTEGER NOT NULL CHECK (is_about_shares IN (0, 1)),
    candidates       INTEGER NOT NULL CHECK (candidates > 0),
    code             TEXT    NOT NULL,
    cut_off_date     TEXT,
    next_run_date    TEXT,
    reason           TEXT,   -- what went wrong, where something did
    PRIMARY KEY (process_run_id, attempt, contract_id, number),
    FOREIGN KEY (process_run_id, attempt) REFERENCES process_run_attempt
) STRICT, WITHOUT ROWID;

-- Parked contracts are few, and every list of runs counts them.
CREATE INDEX process_run_reason_parked ON process_run_reason (process_run_id, attempt, contract_id)
    WHERE code = 'contract_parked';

-- What a run passed over in the contracts it handled; what it invoiced follows from the details.
CREATE TABLE process_run_exception (
    process_run_id   INTEGER NOT NULL,
    attempt          INTEGER NOT NULL,
    contract_id      INTEGER NOT NULL,
    position         INTEGER NOT NULL,
    reason_number    INTEGER NOT NULL,
    contract_line_id INTEGER NOT NULL,
    share_id         INTEGER,
    PRIMARY KEY (process_run_id, attempt, contract_id, position),
    FOREIGN KEY (process_run_id, attempt, contract_id, reason_number) REFERENCES process_run_reason,
    FOREIGN KEY (contract_line_id, share_id) REFERENCES share (contract_line_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE invoice (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    contract_id    INTEGER NOT NULL REFERENCES contract,
    customer_id    INTEGER NOT NULL REFERENCES customer,
    status         TEXT    NOT NULL CHECK (status IN ('draft', 'in_review', 'confirmed', 'paid')),
    number         TEXT    UNIQUE,
    invoice_date   TEXT    NOT NULL,
    work_up_to     TEXT,
    subtotal_minor INTEGER NOT NULL,
    tax_minor      INTEGER NOT NULL,
    total_minor    INTEGER NOT NULL,
    process_run_id INTEGER REFERENCES process_run,  -- none: made by hand
    created_at     TEXT    NOT NULL,
    CHECK (total_minor = subtotal_minor + tax_minor),
    CHECK ((number IS NULL) = (status IN ('draft', 'in_review')))
) STRICT;

CREATE INDEX invoice_by_contract ON invoice (contract_id);
CREATE INDEX invoice_by_status ON invoice (status, invoice_date);
CREATE INDEX invoice_by_process_run ON invoice (process_run_id);

CREATE TABLE invoice_line (
    invoice_id       INTEGER NOT NULL REFERENCES invoice,
    contract_line_id INTEGER NOT NULL REFERENCES contract_line,
    tax_category     TEXT,
    tax_percent      TEXT,
    amount_minor     INTEGER NOT NULL,
    PRIMARY KEY (invoice_id, contract_line_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE invoice_line_detail (
    invoice_id       INTEGER NOT NULL,
    contract_line_id INTEGER NOT NULL,
    position         INTEGER NOT NULL,
    share_id         INTEGER NOT NULL,
    kind             TEXT    NOT NULL CHECK (kind IN ('charge', 'credit')),
    billing_type     TEXT    NOT NULL CHECK (billing_type IN ('chargeable', 'non_chargeable', 'complimentary')),
    quantity         TEXT    NOT NULL,
    unit_price       TEXT    NOT NULL,
    percent          TEXT    NOT NULL,
    amount_minor     INTEGER NOT NULL,
    PRIMARY KEY (invoice_id, contract_line_id, position),
    FOREIGN KEY (invoice_id, contract_line_id) REFERENCES invoice_line,
    FOREIGN KEY (contract_line_id, share_id) REFERENCES share (contract_line_id, id)
) STRICT, WITHOUT ROWID;

-- The claim: one live charge per share (SPEC 4.11).
CREATE UNIQUE INDEX one_charge_per_share ON invoice_line_detail (contract_line_id, share_id) WHERE kind = 'charge';

CREATE TABLE invoice_tax (
    invoice_id    INTEGER NOT NULL REFERENCES invoice,
    position      INTEGER NOT NULL,
    tax_category  TEXT    NOT NULL,
    tax_percent   TEXT    NOT NULL,
    taxable_minor INTEGER NOT NULL,
    tax_minor     INTEGER NOT NULL,
    PRIMARY KEY (invoice_id, position),
    UNIQUE (invoice_id, tax_category, tax_percent)
) STRICT, WITHOUT ROWID;

-- Of a confirmed invoice only confirmed -> paid moves (SPEC 7.1).
CREATE TRIGGER invoice_is_unchangeable BEFORE UPDATE ON invoice
WHEN OLD.status IN ('confirmed', 'paid') AND NOT (OLD.status = 'confirmed' AND NEW.status = 'paid'
    AND (OLD.id, OLD.contract_id, OLD.customer_id, OLD.number, OLD.invoice_date, OLD.subtotal_minor, OLD.tax_minor, OLD.total_minor, OLD.created_at)
     IS (NEW.id, NEW.contract_id, NEW.customer_id, NEW.number, NEW.invoice_date, NEW.subtotal_minor, NEW.tax_minor, NEW.total_minor, NEW.created_at)
    AND OLD.work_up_to IS NEW.work_up_to AND OLD.process_run_id IS NEW.process_run_id)
BEGIN SELECT RAISE(ABORT, 'a confirmed invoice is never changed'); END;
CREATE TRIGGER invoice_is_never_deleted BEFORE DELETE ON invoice WHEN OLD.status IN ('confirmed', 'paid')
BEGIN SELECT RAISE(ABORT, 'a confirmed invoice is never deleted'); END;

CREATE TRIGGER invoice_line_not_added BEFORE INSERT ON invoice_line
WHEN (SELECT status FROM invoice WHERE id = NEW.invoice_id) IN ('confirmed', 'paid')
BEGIN SELECT RAISE(ABORT, 'a confirmed invoice is never changed'); END;
CREATE TRIGGER invoice_line_not_changed BEFORE UPDATE ON invoice_line
WHEN (SELECT status FROM invoice WHERE id = OLD.invoice_id) IN ('confirmed', 'paid')
BEGIN SELECT RAISE(ABORT, 'a confirmed invoice is never changed'); END;
CREATE TRIGGER invoice_line_not_deleted BEFORE DELETE ON invoice_line
WHEN (SELECT status FROM invoice WHERE id = OLD.invoice_id) IN ('confirmed', 'paid')
BEGIN SELECT RAISE(ABORT, 'a confirmed invoice is never changed'); END;

CREATE TRIGGER invoice_line_detail_not_added BEFORE INSERT ON invoice_line_detail
WHEN (SELECT status FROM invoice WHERE id = NEW.invoice_id) IN ('confirmed', 'paid')
BEGIN SELECT RAISE(ABORT, 'a confirmed invoice is never changed'); END;
CREATE TRIGGER invoice_line_detail_not_changed BEFORE UPDATE ON invoice_line_detail
WHEN (SELECT status FROM invoice WHERE id = OLD.invoice_id) IN ('confirmed', 'paid')
BEGIN SELECT RAISE(ABORT, 'a confirmed invoice is never changed'); END;
CREATE TRIGGER invoice_line_detail_not_deleted BEFORE DELETE ON invoice_line_detail
WHEN (SELECT status FROM invoice WHERE id = OLD.invoice_id) IN ('confirmed', 'paid')
BEGIN SELECT RAISE(ABORT, 'a confirmed invoice is never changed'); END;

CREATE TRIGGER invoice_tax_not_added BEFORE INSERT ON invoice_tax
WHEN (SELECT status FROM invoice WHERE id = NEW.invoice_id) IN ('confirmed', 'paid')
BEGIN SELECT RAISE(ABORT, 'a confirmed invoice is never changed'); END;
CREATE TRIGGER invoice_tax_not_changed BEFORE UPDATE ON invoice_tax
WHEN (SELECT status FROM invoice WHERE id = OLD.invoice_id) IN ('confirmed', 'paid')
BEGIN SELECT RAISE(ABORT, 'a confirmed invoice is never changed'); END;
CREATE TRIGGER invoice_tax_not_deleted BEFORE DELETE ON invoice_tax
WHEN (SELECT status FROM invoice WHERE id = OLD.invoice_id) IN ('confirmed', 'paid')
BEGIN SELECT RAISE(ABORT, 'a confirmed invoice is never changed'); END;

-- Who may run: one row, taken over only by raising the token (SPEC 6.5).
CREATE TABLE lease (
    id                 INTEGER PRIMARY KEY CHECK (id = 1),
    fencing_token      INTEGER NOT NULL CHECK (fencing_token >= 0),
    holder             TEXT,     -- a random id of one program start; none: nobody holds it
    program            TEXT,
    host               TEXT,
    process_id         INTEGER,
    process_started_at TEXT,
    held_since         TEXT,
    heartbeat_at       TEXT,
    CHECK ((holder IS NULL) = (heartbeat_at IS NULL))
) STRICT;

INSERT INTO lease (id, fencing_token) VALUES (1, 0);

CREATE TRIGGER fencing_token_only_grows BEFORE UPDATE ON lease WHEN NEW.fencing_token < OLD.fencing_token
BEGIN SELECT RAISE(ABORT, 'the fencing token only grows'); END;
CREATE TRIGGER lease_is_never_deleted BEFORE DELETE ON lease
BEGIN SELECT RAISE(ABORT, 'the lease row is never deleted'); END;

-- The last run date that was covered in order (SPEC 6.6); it never falls.
CREATE TABLE coverage (
    id              INTEGER PRIMARY KEY CHECK (id = 1),
    covered_through TEXT NOT NULL
) STRICT;

CREATE TRIGGER coverage_never_falls BEFORE UPDATE ON coverage WHEN NEW.covered_through < OLD.covered_through
BEGIN SELECT RAISE(ABORT, 'a covered date stays covered'); END;

-- One entry per command and contract, each with the hash of the one before; contract 0 is the book itself.
CREATE TABLE history (
    contract_id   INTEGER NOT NULL,
    sequence      INTEGER NOT NULL CHECK (sequence >= 1),
    at            TEXT    NOT NULL,
    command       TEXT    NOT NULL,
    detail        TEXT    NOT NULL,
    previous_hash BLOB    NOT NULL CHECK (length(previous_hash) = 32),
    hash          BLOB    NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (contract_id, sequence)
) STRICT, WITHOUT ROWID;

CREATE INDEX history_by_instant ON history (at);
-- What a person did and may take back, latest first, without a look at what runs wrote in between.
CREATE INDEX history_of_changes ON history (at)
    WHERE command IN ('mark', 'mark_matching', 'create', 'delete_draft', 'undo');

CREATE TRIGGER history_is_never_changed BEFORE UPDATE ON history
BEGIN SELECT RAISE(ABORT, 'history is never changed'); END;
CREATE TRIGGER history_is_never_deleted BEFORE DELETE ON history
BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;

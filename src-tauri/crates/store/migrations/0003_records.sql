-- What billing staff set up and enter by themselves, and who did it.

-- Set-up records.
ALTER TABLE book ADD COLUMN company_bank_details TEXT NOT NULL DEFAULT '';  -- lines, separated by line feeds
ALTER TABLE book ADD COLUMN company_logo BLOB;
ALTER TABLE book ADD COLUMN company_logo_type TEXT CHECK (company_logo_type IN ('image/png', 'image/jpeg', 'image/svg+xml'));
ALTER TABLE customer ADD COLUMN contact TEXT;
ALTER TABLE holiday ADD COLUMN name TEXT;

CREATE TABLE transaction_category (
    id    INTEGER PRIMARY KEY,
    name  TEXT NOT NULL UNIQUE,
    class TEXT CHECK (class IN ('time', 'expense', 'material', 'fee'))  -- none: for every class
) STRICT;

CREATE TABLE unit (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

INSERT INTO unit (name) SELECT DISTINCT unit FROM "transaction";
INSERT INTO transaction_category (name) SELECT DISTINCT category FROM "transaction" WHERE category IS NOT NULL;

-- What a transaction names is in the lists, wherever it comes from.
CREATE TRIGGER unit_is_listed AFTER INSERT ON "transaction"
WHEN NOT EXISTS (SELECT 1 FROM unit WHERE name = NEW.unit)
BEGIN INSERT INTO unit (name) VALUES (NEW.unit); END;
CREATE TRIGGER category_is_listed AFTER INSERT ON "transaction"
WHEN NEW.category IS NOT NULL AND NOT EXISTS (SELECT 1 FROM transaction_category WHERE name = NEW.category)
BEGIN INSERT INTO transaction_category (name) VALUES (NEW.category); END;

-- Not-to-exceed limits at four levels (SPEC 5.4), in minor units.
ALTER TABLE contract ADD COLUMN not_to_exceed_minor INTEGER;
ALTER TABLE contract_customer ADD COLUMN not_to_exceed_minor INTEGER;
ALTER TABLE contract_line ADD COLUMN not_to_exceed_minor INTEGER;
ALTER TABLE contract_line_customer ADD COLUMN not_to_exceed_minor INTEGER;

-- The tasks a line is for, separated by line feeds; none: all.
ALTER TABLE contract_line ADD COLUMN tasks TEXT;

-- A transaction or milestone that was deleted stays for what runs have said of it; its shares are reversed.
ALTER TABLE "transaction" ADD COLUMN deleted_at TEXT;
ALTER TABLE milestone ADD COLUMN deleted_at TEXT;
ALTER TABLE milestone ADD COLUMN position INTEGER NOT NULL DEFAULT 0;

-- A share that is changed or deleted is reversed, and a new one stands for what is right: amounts never change.
-- What a share that is not ready has been told about the limits: `committed` keeps its amount free for it.
CREATE TABLE new_share (
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
    billing_status      TEXT    NOT NULL CHECK (billing_status IN ('not_ready', 'ready_to_invoice', 'invoice_created', 'invoice_posted', 'reversed')),
    limit_state         TEXT    CHECK (limit_state IN ('committed', 'line_customer', 'line', 'contract_customer', 'contract')),
    PRIMARY KEY (contract_line_id, id),
    CHECK ((transaction_id IS NULL) <> (milestone_id IS NULL)),
    CHECK ((class = 'milestone') = (milestone_id IS NOT NULL)),
    CHECK (limit_state IS NULL OR billing_status = 'not_ready'),
    FOREIGN KEY (contract_line_id, transaction_id) REFERENCES "transaction" (contract_line_id, id),
    FOREIGN KEY (contract_line_id, milestone_id) REFERENCES milestone (contract_line_id, id),
    FOREIGN KEY (contract_line_id, split_from_share_id) REFERENCES share (contract_line_id, id)
) STRICT, WITHOUT ROWID;

INSERT INTO new_share
SELECT contract_line_id, id, customer_id, transaction_id, milestone_id, split_from_share_id, class, share_date, quantity,
       unit_price, percent, billing_type, amount_minor, billing_status, NULL
FROM share ORDER BY contract_line_id, id;

DROP TABLE share;
ALTER TABLE new_share RENAME TO share;

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

-- Of a contract that is only being prepared, what was reversed may go with its line.
CREATE TRIGGER share_is_never_deleted BEFORE DELETE ON share
WHEN OLD.billing_status <> 'reversed' OR (
    SELECT status FROM contract_line JOIN contract ON contract.id = contract_line.contract_id
    WHERE contract_line.id = OLD.contract_line_id) <> 'draft'
BEGIN SELECT RAISE(ABORT, 'an unbilled sales actual is never deleted'); END;

CREATE TRIGGER share_is_reversed_from_the_backlog BEFORE UPDATE OF billing_status ON share
WHEN (NEW.billing_status = 'reversed' AND OLD.billing_status NOT IN ('not_ready', 'ready_to_invoice'))
    OR (OLD.billing_status = 'reversed' AND NEW.billing_status <> 'reversed')
BEGIN SELECT RAISE(ABORT, 'only what is in the backlog is reversed, and it stays so'); END;

-- How far each chain of the history has come: an end that was cut off shows too.
CREATE TABLE history_end (
    contract_id INTEGER PRIMARY KEY,
    sequence    INTEGER NOT NULL,
    hash        BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;

INSERT INTO history_end
SELECT contract_id, sequence, hash FROM history AS last
WHERE sequence = (SELECT MAX(sequence) FROM history WHERE history.contract_id = last.contract_id);

-- Who did it; none in entries of before.
ALTER TABLE history ADD COLUMN person TEXT;

DROP INDEX history_of_changes;
-- What a person did and may take back, latest first, without a look at what runs wrote in between.
CREATE INDEX history_of_changes ON history (at)
    WHERE command IN ('mark', 'mark_matching', 'create', 'delete_draft', 'undo', 'enter_transactions',
                      'change_transactions', 'delete_transactions', 'skip_rows', 'set_limit_state');

-- How the columns of a spreadsheet were read the last time, by its headings.
CREATE TABLE import_mapping (
    kind        TEXT NOT NULL CHECK (kind IN ('transactions', 'customers', 'contracts')),
    header_hash TEXT NOT NULL,
    mapping     TEXT NOT NULL,  -- JSON
    used_at     TEXT NOT NULL,
    PRIMARY KEY (kind, header_hash)
) STRICT, WITHOUT ROWID;

-- What else a person did and may take back: rows of schedules, limits, imports of transactions.
DROP INDEX history_of_changes;
CREATE INDEX history_of_changes ON history (at)
    WHERE command IN ('mark', 'mark_matching', 'create', 'delete_draft', 'undo', 'enter_transactions',
                      'change_transactions', 'delete_transactions', 'skip_rows', 'set_limit_state', 'unskip_rows',
                      'generate_schedule', 'save_schedule_row', 'delete_schedule_rows', 'import_transactions');

-- Which records came in with which import: numbers from one to another, as an import gives them, and the entry of the
-- book's history that tells of it. What is entered later under a number that was given free came with none.
CREATE TABLE imported_range (
    record   TEXT    NOT NULL CHECK (record IN ('company', 'customer', 'role', 'resource', 'invoice_frequency', 'contract',
                                                'contract_line', 'milestone', 'transaction')),
    first_id INTEGER NOT NULL,
    last_id  INTEGER NOT NULL CHECK (last_id >= first_id),
    sequence INTEGER NOT NULL,
    PRIMARY KEY (record, first_id)
) STRICT, WITHOUT ROWID;

-- A record that is deleted gives its number free.
CREATE TRIGGER customer_frees_its_number AFTER DELETE ON customer
WHEN EXISTS (SELECT 1 FROM imported_range WHERE record = 'customer' AND OLD.id BETWEEN first_id AND last_id)
BEGIN
    INSERT INTO imported_range SELECT record, OLD.id + 1, last_id, sequence FROM imported_range
    WHERE record = 'customer' AND first_id <= OLD.id AND last_id > OLD.id;
    DELETE FROM imported_range WHERE record = 'customer' AND first_id = OLD.id;
    UPDATE imported_range SET last_id = OLD.id - 1 WHERE record = 'customer' AND first_id < OLD.id AND last_id >= OLD.id;
END;
CREATE TRIGGER role_frees_its_number AFTER DELETE ON role
WHEN EXISTS (SELECT 1 FROM imported_range WHERE record = 'role' AND OLD.id BETWEEN first_id AND last_id)
BEGIN
    INSERT INTO imported_range SELECT record, OLD.id + 1, last_id, sequence FROM imported_range
    WHERE record = 'role' AND first_id <= OLD.id AND last_id > OLD.id;
    DELETE FROM imported_range WHERE record = 'role' AND first_id = OLD.id;
    UPDATE imported_range SET last_id = OLD.id - 1 WHERE record = 'role' AND first_id < OLD.id AND last_id >= OLD.id;
END;
CREATE TRIGGER resource_frees_its_number AFTER DELETE ON resource
WHEN EXISTS (SELECT 1 FROM imported_range WHERE record = 'resource' AND OLD.id BETWEEN first_id AND last_id)
BEGIN
    INSERT INTO imported_range SELECT record, OLD.id + 1, last_id, sequence FROM imported_range
    WHERE record = 'resource' AND first_id <= OLD.id AND last_id > OLD.id;
    DELETE FROM imported_range WHERE record = 'resource' AND first_id = OLD.id;
    UPDATE imported_range SET last_id = OLD.id - 1 WHERE record = 'resource' AND first_id < OLD.id AND last_id >= OLD.id;
END;
CREATE TRIGGER invoice_frequency_frees_its_number AFTER DELETE ON invoice_frequency
WHEN EXISTS (SELECT 1 FROM imported_range WHERE record = 'invoice_frequency' AND OLD.id BETWEEN first_id AND last_id)
BEGIN
    INSERT INTO imported_range SELECT record, OLD.id + 1, last_id, sequence FROM imported_range
    WHERE record = 'invoice_frequency' AND first_id <= OLD.id AND last_id > OLD.id;
    DELETE FROM imported_range WHERE record = 'invoice_frequency' AND first_id = OLD.id;
    UPDATE imported_range SET last_id = OLD.id - 1 WHERE record = 'invoice_frequency' AND first_id < OLD.id AND last_id >= OLD.id;
END;
CREATE TRIGGER contract_frees_its_number AFTER DELETE ON contract
WHEN EXISTS (SELECT 1 FROM imported_range WHERE record = 'contract' AND OLD.id BETWEEN first_id AND last_id)
BEGIN
    INSERT INTO imported_range SELECT record, OLD.id + 1, last_id, sequence FROM imported_range
    WHERE record = 'contract' AND first_id <= OLD.id AND last_id > OLD.id;
    DELETE FROM imported_range WHERE record = 'contract' AND first_id = OLD.id;
    UPDATE imported_range SET last_id = OLD.id - 1 WHERE record = 'contract' AND first_id < OLD.id AND last_id >= OLD.id;
END;
CREATE TRIGGER contract_line_frees_its_number AFTER DELETE ON contract_line
WHEN EXISTS (SELECT 1 FROM imported_range WHERE record = 'contract_line' AND OLD.id BETWEEN first_id AND last_id)
BEGIN
    INSERT INTO imported_range SELECT record, OLD.id + 1, last_id, sequence FROM imported_range
    WHERE record = 'contract_line' AND first_id <= OLD.id AND last_id > OLD.id;
    DELETE FROM imported_range WHERE record = 'contract_line' AND first_id = OLD.id;
    UPDATE imported_range SET last_id = OLD.id - 1 WHERE record = 'contract_line' AND first_id < OLD.id AND last_id >= OLD.id;
END;
CREATE TRIGGER milestone_frees_its_number AFTER DELETE ON milestone
WHEN EXISTS (SELECT 1 FROM imported_range WHERE record = 'milestone' AND OLD.id BETWEEN first_id AND last_id)
BEGIN
    INSERT INTO imported_range SELECT record, OLD.id + 1, last_id, sequence FROM imported_range
    WHERE record = 'milestone' AND first_id <= OLD.id AND last_id > OLD.id;
    DELETE FROM imported_range WHERE record = 'milestone' AND first_id = OLD.id;
    UPDATE imported_range SET last_id = OLD.id - 1 WHERE record = 'milestone' AND first_id < OLD.id AND last_id >= OLD.id;
END;
CREATE TRIGGER transaction_frees_its_number AFTER DELETE ON "transaction"
WHEN EXISTS (SELECT 1 FROM imported_range WHERE record = 'transaction' AND OLD.id BETWEEN first_id AND last_id)
BEGIN
    INSERT INTO imported_range SELECT record, OLD.id + 1, last_id, sequence FROM imported_range
    WHERE record = 'transaction' AND first_id <= OLD.id AND last_id > OLD.id;
    DELETE FROM imported_range WHERE record = 'transaction' AND first_id = OLD.id;
    UPDATE imported_range SET last_id = OLD.id - 1 WHERE record = 'transaction' AND first_id < OLD.id AND last_id >= OLD.id;
END;

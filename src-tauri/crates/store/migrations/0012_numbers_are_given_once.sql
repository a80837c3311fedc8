-- The highest number of each kind whose row was deleted. What a person did is told in the history by numbers and taken back
-- by them, so a number that was given free is not given to another.
CREATE TABLE number_given (
    record  TEXT    PRIMARY KEY CHECK (record IN ('contract_line', 'milestone', 'schedule_row', 'transaction', 'share')),
    highest INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER contract_line_number_is_given_once AFTER DELETE ON contract_line
BEGIN
    INSERT INTO number_given (record, highest) VALUES ('contract_line', OLD.id)
    ON CONFLICT (record) DO UPDATE SET highest = excluded.highest WHERE excluded.highest > highest;
END;
CREATE TRIGGER milestone_number_is_given_once AFTER DELETE ON milestone
BEGIN
    INSERT INTO number_given (record, highest) VALUES ('milestone', OLD.id)
    ON CONFLICT (record) DO UPDATE SET highest = excluded.highest WHERE excluded.highest > highest;
END;
CREATE TRIGGER schedule_row_number_is_given_once AFTER DELETE ON schedule_row
BEGIN
    INSERT INTO number_given (record, highest) VALUES ('schedule_row', OLD.id)
    ON CONFLICT (record) DO UPDATE SET highest = excluded.highest WHERE excluded.highest > highest;
END;
CREATE TRIGGER transaction_number_is_given_once AFTER DELETE ON "transaction"
BEGIN
    INSERT INTO number_given (record, highest) VALUES ('transaction', OLD.id)
    ON CONFLICT (record) DO UPDATE SET highest = excluded.highest WHERE excluded.highest > highest;
END;
CREATE TRIGGER share_number_is_given_once AFTER DELETE ON share
BEGIN
    INSERT INTO number_given (record, highest) VALUES ('share', OLD.id)
    ON CONFLICT (record) DO UPDATE SET highest = excluded.highest WHERE excluded.highest > highest;
END;

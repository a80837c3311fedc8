-- Entries that came with the file the book was made of: the numbers in them are another book's, whatever their time says.
ALTER TABLE history ADD COLUMN came_with_file INTEGER NOT NULL DEFAULT 0 CHECK (came_with_file IN (0, 1));

DROP TRIGGER history_is_never_changed;
UPDATE history SET came_with_file = 1 WHERE at < (SELECT created_at FROM book);
CREATE TRIGGER history_is_never_changed BEFORE UPDATE ON history
BEGIN SELECT RAISE(ABORT, 'history is never changed'); END;

-- What else a person did and may take back: set-up records, contracts and their lines.
DROP INDEX history_of_changes;
CREATE INDEX history_of_changes ON history (at)
    WHERE command IN ('mark', 'mark_matching', 'create', 'delete_draft', 'undo', 'enter_transactions',
                      'change_transactions', 'delete_transactions', 'skip_rows', 'set_limit_state', 'unskip_rows',
                      'generate_schedule', 'save_schedule_row', 'delete_schedule_rows', 'import_transactions',
                      'save_record', 'delete_record', 'save_contract', 'save_line', 'delete_line', 'move_line',
                      'copy_contract', 'set_contract_status')
      AND came_with_file = 0;

-- What else a person did and may take back: rows of schedules, limits, imports of transactions.
DROP INDEX history_of_changes;
CREATE INDEX history_of_changes ON history (at)
    WHERE command IN ('mark', 'mark_matching', 'create', 'delete_draft', 'undo', 'enter_transactions',
                      'change_transactions', 'delete_transactions', 'skip_rows', 'set_limit_state', 'unskip_rows',
                      'generate_schedule', 'save_schedule_row', 'delete_schedule_rows', 'import_transactions');

INSERT INTO process_run_reason (
    process_run_id, attempt, contract_id, number, contract_line_id, schedule_row_id, row_run_date, is_about_shares,
    candidates, code, cut_off_date, next_run_date, reason
) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)

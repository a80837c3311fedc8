INSERT INTO process_run_exception (
    process_run_id, attempt, contract_id, position, reason_number, contract_line_id, share_id
) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)

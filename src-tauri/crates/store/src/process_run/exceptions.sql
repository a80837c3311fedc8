SELECT contract_id, contract_line_id, schedule_row_id, row_run_date, share_id, code, cut_off_date, next_run_date, reason
FROM process_run_exception
WHERE process_run_id = ?1 AND attempt = ?2
ORDER BY contract_id, position

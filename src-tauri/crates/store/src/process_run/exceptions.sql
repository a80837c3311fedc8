SELECT exception.contract_id, exception.contract_line_id, why.schedule_row_id, why.row_run_date, exception.share_id,
       why.code, why.cut_off_date, why.next_run_date, why.reason
FROM process_run_exception AS exception
CROSS JOIN process_run_reason AS why
    ON why.process_run_id = exception.process_run_id AND why.attempt = exception.attempt
    AND why.contract_id = exception.contract_id AND why.number = exception.reason_number
WHERE exception.process_run_id = ?1 AND exception.attempt = ?2

UPDATE schedule_row
SET run_status = 'run_failed', reason = ?3
WHERE contract_line_id IN (SELECT id FROM contract_line WHERE contract_id = ?1)
  AND ((run_date = ?2 AND run_status = 'not_run') OR (run_date <= ?2 AND run_status = 'run_failed'))

SELECT contract_line.id, contract_line.key, contract_line.name, schedule_row.id, schedule_row.run_date
FROM contract_line
LEFT JOIN schedule_row ON schedule_row.contract_line_id = contract_line.id
    AND ((run_date = ?2 AND run_status = 'not_run') OR (run_date <= ?2 AND run_status = 'run_failed'))
WHERE contract_line.contract_id = ?1
ORDER BY contract_line.position, schedule_row.run_date, schedule_row.id

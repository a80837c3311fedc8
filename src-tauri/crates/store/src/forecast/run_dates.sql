SELECT DISTINCT run_date
FROM schedule_row
CROSS JOIN contract_line ON contract_line.id = schedule_row.contract_line_id
CROSS JOIN contract ON contract.id = contract_line.contract_id
WHERE run_date BETWEEN ?1 AND ?2 AND run_status IN ('not_run', 'run_failed') AND contract.status = 'active'
ORDER BY run_date
LIMIT ?3

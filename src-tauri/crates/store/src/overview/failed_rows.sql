SELECT contract.id, schedule_row.run_date, schedule_row.reason
FROM schedule_row INDEXED BY schedule_row_by_run_date
CROSS JOIN contract_line ON contract_line.id = schedule_row.contract_line_id
CROSS JOIN contract ON contract.id = contract_line.contract_id
WHERE schedule_row.run_date > '' AND schedule_row.run_status = 'run_failed' AND contract.status = 'active'
ORDER BY schedule_row.run_date, contract.id, contract_line.position

SELECT contract_line.id, contract.id, contract.status, contract.delivery_date, contract_line.position, contract_line.key,
       contract_line.name, contract_line.billing_method, COUNT(run_date), MIN(run_date), MAX(run_date),
       MAX(MIN(cut_off_date, run_date)),
       MAX(CASE WHEN run_status = 'run_failed' OR (run_status = 'not_run' AND run_date >= ?1) THEN run_date END),
       MAX(CASE WHEN run_status = 'run_failed' OR (run_status = 'not_run' AND run_date >= ?1) THEN MIN(cut_off_date, run_date) END)
FROM contract_line
CROSS JOIN contract ON contract.id = contract_line.contract_id
LEFT JOIN schedule_row ON schedule_row.contract_line_id = contract_line.id
GROUP BY contract_line.id

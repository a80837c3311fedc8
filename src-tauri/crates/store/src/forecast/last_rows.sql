SELECT contract_id, contract_line.id, MAX(MIN(cut_off_date, run_date)), MAX(run_date)
FROM contract
JOIN contract_line ON contract_line.contract_id = contract.id
CROSS JOIN schedule_row ON schedule_row.contract_line_id = contract_line.id
WHERE contract.status = 'active' AND (run_status = 'run_failed' OR (run_status = 'not_run' AND run_date >= ?1))
GROUP BY contract_line.id

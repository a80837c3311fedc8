SELECT missed.run_date
FROM (SELECT DISTINCT run_date FROM schedule_row WHERE run_date < ?1 AND run_status = 'not_run') AS missed
WHERE EXISTS (
    SELECT 1 FROM schedule_row
    CROSS JOIN contract_line ON contract_line.id = schedule_row.contract_line_id
    CROSS JOIN contract ON contract.id = contract_line.contract_id
    WHERE schedule_row.run_date = missed.run_date AND run_status = 'not_run' AND contract.status = 'active')
ORDER BY missed.run_date

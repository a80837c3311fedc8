SELECT EXISTS (
    SELECT 1 FROM schedule_row
    JOIN contract_line ON contract_line.id = schedule_row.contract_line_id
    JOIN contract ON contract.id = contract_line.contract_id
    WHERE run_date < ?1 AND run_status = 'run_failed' AND contract.status = 'active')

-- Each half goes by its run status and date, which one condition over both could not.
SELECT contract_id, schedule_row.id, contract_line_id, run_date, cut_off_date, milestone_id, run_status
FROM (
    SELECT id, contract_line_id, run_date, cut_off_date, milestone_id, run_status FROM schedule_row
    WHERE run_date BETWEEN :from AND :through AND run_status = 'not_run'
    UNION ALL
    SELECT id, contract_line_id, run_date, cut_off_date, milestone_id, run_status FROM schedule_row
    WHERE run_date <= :through AND run_status = 'run_failed'
) AS schedule_row
CROSS JOIN contract_line ON contract_line.id = schedule_row.contract_line_id
CROSS JOIN contract ON contract.id = contract_line.contract_id
WHERE contract.status = 'active' AND contract.id IN (SELECT value FROM json_each(:contracts))
ORDER BY contract_id, run_date, contract_line.position

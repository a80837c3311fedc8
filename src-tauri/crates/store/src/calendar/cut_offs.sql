SELECT cut_off_date, COUNT(DISTINCT contract_id)
FROM schedule_row
CROSS JOIN contract_line ON contract_line.id = schedule_row.contract_line_id
CROSS JOIN contract ON contract.id = contract_line.contract_id
WHERE cut_off_date BETWEEN ?1 AND ?2 AND contract.status = 'active'
GROUP BY cut_off_date
ORDER BY cut_off_date

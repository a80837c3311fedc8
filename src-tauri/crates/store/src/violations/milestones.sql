SELECT milestone.key, contract.currency, milestone.amount_minor,
       (SELECT SUM(amount_minor) FROM share WHERE share.milestone_id = milestone.id AND billing_status <> 'reversed'),
       EXISTS (SELECT 1 FROM schedule_row WHERE schedule_row.milestone_id = milestone.id)
FROM milestone
JOIN contract_line ON contract_line.id = milestone.contract_line_id
JOIN contract ON contract.id = contract_line.contract_id
WHERE milestone.deleted_at IS NULL

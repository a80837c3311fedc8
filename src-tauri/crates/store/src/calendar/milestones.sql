SELECT milestone.milestone_date, milestone.key, milestone.name, contract.id, contract.currency, milestone.amount_minor,
       share.billing_status
FROM milestone
CROSS JOIN contract_line ON contract_line.id = milestone.contract_line_id
CROSS JOIN contract ON contract.id = contract_line.contract_id
LEFT JOIN share ON share.milestone_id = milestone.id AND share.billing_status <> 'reversed'
WHERE milestone.deleted_at IS NULL AND milestone.milestone_date BETWEEN ?1 AND ?2
ORDER BY milestone.milestone_date, contract.name, contract.id, milestone.key

SELECT milestone.key, 'milestone', milestone.name, milestone.milestone_date, contract.key, contract.name, contract.currency, milestone.amount_minor
FROM milestone
JOIN contract_line ON contract_line.id = milestone.contract_line_id
JOIN contract ON contract.id = contract_line.contract_id
WHERE holds_words(milestone.name || char(10) || milestone.key, ?1) AND milestone.deleted_at IS NULL
ORDER BY milestone.milestone_date DESC
LIMIT ?2

SELECT contract.key, contract_line.key, contract.currency, contract_line.contracted_amount_minor, SUM(milestone.amount_minor)
FROM contract
JOIN contract_line ON contract_line.contract_id = contract.id
JOIN milestone ON milestone.contract_line_id = contract_line.id AND milestone.deleted_at IS NULL
WHERE contract.status = 'active' AND contract_line.billing_method = 'fixed_price'
  AND contract_line.contracted_amount_minor IS NOT NULL
GROUP BY contract_line.id
HAVING SUM(milestone.amount_minor) <> contract_line.contracted_amount_minor

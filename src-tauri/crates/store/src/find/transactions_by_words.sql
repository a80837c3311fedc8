SELECT t.key, t.class, COALESCE(t.description, ''), t.transaction_date, contract.key, contract.name, contract.currency, t.amount_minor
FROM transaction_text
CROSS JOIN "transaction" AS t ON t.contract_line_id = transaction_text.rowid >> 32 AND t.id = transaction_text.rowid & 4294967295
LEFT JOIN resource ON resource.id = t.resource_id
JOIN contract_line ON contract_line.id = t.contract_line_id
JOIN contract ON contract.id = contract_line.contract_id
WHERE transaction_text MATCH ?3
  AND holds_words(t.key || char(10) || COALESCE(t.description, '') || char(10) || COALESCE(t.category, '')
                  || char(10) || COALESCE(resource.name, ''), ?1)
LIMIT ?2

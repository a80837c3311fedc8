SELECT found.contract_line_id
FROM transaction_text
CROSS JOIN "transaction" AS found
    ON found.contract_line_id = transaction_text.rowid >> 32 AND found.id = transaction_text.rowid & 4294967295
LEFT JOIN resource ON resource.id = found.resource_id
WHERE transaction_text MATCH ?1
  AND holds_words(found.key || char(10) || COALESCE(found.description, '') || char(10) || COALESCE(found.category, '')
                  || char(10) || COALESCE(resource.name, ''), ?2)

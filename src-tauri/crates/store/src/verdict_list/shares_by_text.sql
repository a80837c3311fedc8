-- What the trigrams find is compared with the texts.
SELECT contract_line.contract_id, share.id
FROM transaction_text
CROSS JOIN "transaction" AS t
    ON t.contract_line_id = transaction_text.rowid >> 32 AND t.id = transaction_text.rowid & 4294967295
CROSS JOIN contract_line ON contract_line.id = t.contract_line_id
CROSS JOIN share ON share.contract_line_id = t.contract_line_id AND share.transaction_id = t.id
WHERE transaction_text MATCH :trigrams
  AND (t.key LIKE :search ESCAPE '\' OR t.description LIKE :search ESCAPE '\')

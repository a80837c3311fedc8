SELECT contract_line_id FROM "transaction" WHERE key = trim(?1)
UNION ALL
SELECT contract_line_id FROM milestone WHERE holds_words(name || char(10) || key, ?1)

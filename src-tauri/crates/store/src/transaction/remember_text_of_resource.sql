INSERT INTO transaction_text (rowid, words)
SELECT t.contract_line_id * 4294967296 + t.id,
       t.key || char(10) || COALESCE(t.description, '') || char(10) || COALESCE(t.category, '') || char(10)
           || COALESCE((SELECT name FROM resource WHERE id = t.resource_id), '')
FROM "transaction" AS t
WHERE t.resource_id = ?1 AND t.deleted_at IS NULL

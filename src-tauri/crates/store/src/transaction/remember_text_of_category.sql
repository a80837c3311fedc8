INSERT INTO transaction_text (rowid, words)
SELECT t.contract_line_id * 4294967296 + t.id,
       t.key || char(10) || COALESCE(t.description, '') || char(10) || COALESCE(t.category, '') || char(10)
           || COALESCE((SELECT name FROM resource WHERE id = t.resource_id), '')
FROM "transaction" AS t
WHERE t.category = ?1 AND t.deleted_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM share WHERE share.contract_line_id = t.contract_line_id AND share.transaction_id = t.id
        AND share.billing_status = 'invoice_posted'
)

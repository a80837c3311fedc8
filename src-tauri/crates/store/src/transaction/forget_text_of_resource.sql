DELETE FROM transaction_text WHERE rowid IN (
    SELECT t.contract_line_id * 4294967296 + t.id FROM "transaction" AS t
    WHERE t.resource_id = ?1 AND t.deleted_at IS NULL
)

UPDATE "transaction" AS t SET unit = ?2
WHERE t.unit = ?1 AND NOT EXISTS (
    SELECT 1 FROM share WHERE share.contract_line_id = t.contract_line_id AND share.transaction_id = t.id
        AND share.billing_status = 'invoice_posted'
)

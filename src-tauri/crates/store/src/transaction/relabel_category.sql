UPDATE "transaction" AS t SET category = ?2
WHERE t.category = ?1 AND NOT EXISTS (
    SELECT 1 FROM share WHERE share.contract_line_id = t.contract_line_id AND share.transaction_id = t.id
        AND share.billing_status = 'invoice_posted'
)

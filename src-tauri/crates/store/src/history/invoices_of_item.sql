SELECT detail.invoice_id
FROM share JOIN invoice_line_detail AS detail
    ON detail.contract_line_id = share.contract_line_id AND detail.share_id = share.id AND detail.kind = 'charge'
WHERE (share.contract_line_id, share.transaction_id) IN
        (SELECT contract_line_id, id FROM "transaction" WHERE key = ?1)
UNION
SELECT detail.invoice_id
FROM share JOIN invoice_line_detail AS detail
    ON detail.contract_line_id = share.contract_line_id AND detail.share_id = share.id AND detail.kind = 'charge'
WHERE share.milestone_id IN (SELECT id FROM milestone WHERE key = ?1)

-- Shares whose status says something else than the invoice that charges them.
SELECT COALESCE(t.key, milestone.key), customer.key, share.billing_status, invoice.id, invoice.status
FROM share
LEFT JOIN invoice_line_detail AS detail
    ON detail.contract_line_id = share.contract_line_id AND detail.share_id = share.id AND detail.kind = 'charge'
LEFT JOIN invoice ON invoice.id = detail.invoice_id
LEFT JOIN customer ON customer.id = share.customer_id
LEFT JOIN "transaction" AS t ON t.contract_line_id = share.contract_line_id AND t.id = share.transaction_id
LEFT JOIN milestone ON milestone.id = share.milestone_id
WHERE CASE share.billing_status
    WHEN 'invoice_created' THEN COALESCE(invoice.status, '') NOT IN ('draft', 'in_review')
    WHEN 'invoice_posted' THEN COALESCE(invoice.status, '') NOT IN ('confirmed', 'paid')
    ELSE detail.invoice_id IS NOT NULL
END

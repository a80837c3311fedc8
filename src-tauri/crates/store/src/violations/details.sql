-- Charges that differ from the share they charge, or stand on another customer's or contract's invoice.
SELECT detail.invoice_id, COALESCE(t.key, milestone.key), contract.currency, detail.amount_minor, share.amount_minor,
       share.customer_id = invoice.customer_id AND contract_line.contract_id = invoice.contract_id
FROM invoice_line_detail AS detail
JOIN invoice ON invoice.id = detail.invoice_id
JOIN contract ON contract.id = invoice.contract_id
JOIN contract_line ON contract_line.id = detail.contract_line_id
CROSS JOIN share ON share.contract_line_id = detail.contract_line_id AND share.id = detail.share_id
LEFT JOIN "transaction" AS t ON t.contract_line_id = share.contract_line_id AND t.id = share.transaction_id
LEFT JOIN milestone ON milestone.id = share.milestone_id
WHERE detail.kind = 'charge'
  AND (detail.amount_minor <> share.amount_minor OR share.customer_id <> invoice.customer_id
       OR contract_line.contract_id <> invoice.contract_id)

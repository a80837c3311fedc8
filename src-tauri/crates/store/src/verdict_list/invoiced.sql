SELECT contract.currency, contract.key, contract.name, contract_line.name, COALESCE(t.key, milestone.key),
       COALESCE(t.description, milestone.name), share.share_date, customer.key, customer.name, detail.amount_minor,
       invoice.status, invoice.number
FROM invoice_line_detail AS detail
CROSS JOIN invoice ON invoice.id = detail.invoice_id
CROSS JOIN contract ON contract.id = invoice.contract_id
CROSS JOIN contract_line ON contract_line.id = detail.contract_line_id
CROSS JOIN share ON share.contract_line_id = detail.contract_line_id AND share.id = detail.share_id
CROSS JOIN customer ON customer.id = share.customer_id
LEFT JOIN "transaction" AS t ON t.contract_line_id = share.contract_line_id AND t.id = share.transaction_id
LEFT JOIN milestone ON milestone.id = share.milestone_id
WHERE detail.contract_line_id = ?1 AND detail.share_id = ?2 AND detail.kind = 'charge'

SELECT t.key, contract_line.key, contract_line.name, t.class, t.transaction_date, role.key, role.name, t.category,
       resource.key, resource.name, t.quantity, t.unit, t.unit_price, t.billing_type, t.description, t.amount_minor,
       MIN(CASE share.billing_status WHEN 'not_ready' THEN 0 WHEN 'ready_to_invoice' THEN 1 WHEN 'invoice_created' THEN 2 ELSE 3 END),
       MAX(CASE share.billing_status WHEN 'not_ready' THEN 0 WHEN 'ready_to_invoice' THEN 1 WHEN 'invoice_created' THEN 2
                WHEN 'invoice_posted' THEN 3 END),
       MAX(share.limit_state IS NOT NULL AND share.limit_state <> 'committed'),
       MIN((SELECT invoice_id FROM invoice_line_detail AS detail
            WHERE detail.contract_line_id = share.contract_line_id AND detail.share_id = share.id AND kind = 'charge')),
       contract.key
FROM "transaction" AS t
CROSS JOIN contract_line ON contract_line.id = t.contract_line_id
CROSS JOIN contract ON contract.id = contract_line.contract_id
LEFT JOIN role ON role.id = t.role_id
LEFT JOIN resource ON resource.id = t.resource_id
LEFT JOIN share INDEXED BY share_of_transaction
    ON share.contract_line_id = t.contract_line_id AND share.transaction_id = t.id AND share.billing_status <> 'reversed'

SELECT t.key, contract.currency, contract_line.billing_method, t.quantity, t.unit_price, t.amount_minor,
       (SELECT SUM(amount_minor) FROM share WHERE share.contract_line_id = t.contract_line_id AND share.transaction_id = t.id)
FROM "transaction" AS t
JOIN contract_line ON contract_line.id = t.contract_line_id
JOIN contract ON contract.id = contract_line.contract_id

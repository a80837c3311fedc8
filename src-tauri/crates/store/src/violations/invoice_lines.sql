SELECT invoice_line.invoice_id, contract_line.key, contract.currency, invoice_line.amount_minor,
       invoice_line.tax_category, invoice_line.tax_percent,
       (SELECT COALESCE(SUM(amount_minor), 0) FROM invoice_line_detail AS detail
        WHERE detail.invoice_id = invoice_line.invoice_id AND detail.contract_line_id = invoice_line.contract_line_id
          AND detail.billing_type = 'chargeable')
FROM invoice_line
JOIN contract_line ON contract_line.id = invoice_line.contract_line_id
JOIN contract ON contract.id = contract_line.contract_id
ORDER BY invoice_line.invoice_id, contract_line.position

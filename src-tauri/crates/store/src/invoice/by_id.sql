SELECT contract.currency, invoice.id, invoice.contract_id, invoice.customer_id, invoice.status, invoice.number,
       invoice.invoice_date, invoice.work_up_to, invoice.subtotal_minor, invoice.tax_minor, invoice.total_minor,
       invoice.process_run_id, invoice.created_at
FROM invoice JOIN contract ON contract.id = invoice.contract_id
WHERE invoice.id = ?1

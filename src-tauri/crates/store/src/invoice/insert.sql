INSERT INTO invoice (
    id, contract_id, customer_id, status, number, invoice_date, work_up_to,
    subtotal_minor, tax_minor, total_minor, process_run_id, created_at
) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)

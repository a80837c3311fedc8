SELECT (SELECT COUNT(*) FROM invoice
        CROSS JOIN invoice_line_detail AS detail ON detail.invoice_id = invoice.id AND detail.kind = 'charge'
        WHERE invoice.process_run_id = ?1),
       COUNT(*), COALESCE(SUM(code = 'contract_parked'), 0),
       COALESCE(SUM(code <> 'contract_parked' AND share_id IS NULL AND schedule_row_id IS NOT NULL), 0)
FROM process_run_exception
WHERE process_run_id = ?1 AND attempt = ?2

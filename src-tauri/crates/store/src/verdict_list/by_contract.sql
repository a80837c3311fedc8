SELECT contract.key, contract.name, SUM(counted.invoiced), SUM(counted.recorded), SUM(counted.parked),
       SUM(counted.nothing_due)
FROM (
    SELECT invoice.contract_id, COUNT(*) AS invoiced, 0 AS recorded, 0 AS parked, 0 AS nothing_due
    FROM invoice
    CROSS JOIN invoice_line_detail AS detail ON detail.invoice_id = invoice.id AND detail.kind = 'charge'
    WHERE invoice.process_run_id = ?1
    GROUP BY invoice.contract_id
    UNION ALL
    SELECT contract_id, 0, COUNT(*), SUM(code = 'contract_parked'),
           SUM(code <> 'contract_parked' AND share_id IS NULL AND schedule_row_id IS NOT NULL)
    FROM process_run_exception
    WHERE process_run_id = ?1 AND attempt = ?2
    GROUP BY contract_id
) AS counted
CROSS JOIN contract ON contract.id = counted.contract_id
GROUP BY contract.id
ORDER BY SUM(counted.parked) = 0, contract.name, contract.key

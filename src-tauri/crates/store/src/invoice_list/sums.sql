SELECT invoice.status, contract.currency, COUNT(*), SUM(invoice.total_minor)
FROM invoice
JOIN contract ON contract.id = invoice.contract_id
JOIN customer ON customer.id = invoice.customer_id
WHERE (:status IS NULL OR invoice.status = :status)
  AND (:contract IS NULL OR invoice.contract_id = :contract)
  AND (:process_run IS NULL OR invoice.process_run_id = :process_run)
  AND (:search = '%%' OR invoice.number LIKE :search ESCAPE '\' OR customer.name LIKE :search ESCAPE '\'
       OR customer.key LIKE :search ESCAPE '\' OR contract.name LIKE :search ESCAPE '\' OR contract.key LIKE :search ESCAPE '\'
       OR invoice.total_minor = :minor)
GROUP BY invoice.status, contract.currency
ORDER BY contract.currency, invoice.status

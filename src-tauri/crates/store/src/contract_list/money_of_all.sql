SELECT contract.currency, share.billing_status, SUM(share.amount_minor)
FROM contract
JOIN contract_line ON contract_line.contract_id = contract.id
JOIN share ON share.contract_line_id = contract_line.id AND share.billing_type = 'chargeable'
WHERE (:status IS NULL OR contract.status = :status)
  AND (contract.name LIKE :search ESCAPE '\' OR contract.key LIKE :search ESCAPE '\' OR EXISTS (
      SELECT 1 FROM contract_customer JOIN customer ON customer.id = contract_customer.customer_id
      WHERE contract_customer.contract_id = contract.id AND customer.name LIKE :search ESCAPE '\'))
GROUP BY contract.currency, share.billing_status
ORDER BY contract.currency

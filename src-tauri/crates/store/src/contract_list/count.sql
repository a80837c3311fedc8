SELECT COUNT(*) FROM contract
WHERE (:status IS NULL OR contract.status = :status)
  AND (contract.name LIKE :search ESCAPE '\' OR contract.key LIKE :search ESCAPE '\' OR EXISTS (
      SELECT 1 FROM contract_customer JOIN customer ON customer.id = contract_customer.customer_id
      WHERE contract_customer.contract_id = contract.id AND customer.name LIKE :search ESCAPE '\'))

SELECT contract_line_id, id, key, class, transaction_date, description, role_id, category, resource_id, quantity, unit,
       unit_price, billing_type, amount_minor
FROM "transaction"
WHERE key = ?1 AND deleted_at IS NULL

INSERT INTO "transaction" (
    contract_line_id, id, key, class, transaction_date, description, role_id, category, resource_id,
    quantity, unit, unit_price, billing_type, amount_minor
) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)

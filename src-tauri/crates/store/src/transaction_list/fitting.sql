WITH fitting AS (
    SELECT t.contract_line_id, t.id, t.transaction_date, t.key
    FROM contract_line
    CROSS JOIN "transaction" AS t ON t.contract_line_id = contract_line.id
    LEFT JOIN resource ON resource.id = t.resource_id
    WHERE contract_line.contract_id = :contract AND t.deleted_at IS NULL
      AND (:line IS NULL OR contract_line.key = :line)
      AND (:class IS NULL OR t.class = :class)
      AND (:from IS NULL OR t.transaction_date >= :from)
      AND (:to IS NULL OR t.transaction_date <= :to)
      AND (:search = '' OR holds_words(t.key || char(10) || COALESCE(t.description, '') || char(10)
                                       || COALESCE(t.category, '') || char(10) || COALESCE(resource.name, ''), :search))
      AND (:status IS NULL OR EXISTS (
          SELECT 1 FROM share INDEXED BY share_of_transaction
          WHERE share.contract_line_id = t.contract_line_id AND share.transaction_id = t.id
            AND share.billing_status = :status))
)

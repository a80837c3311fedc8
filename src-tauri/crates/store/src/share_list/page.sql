WHERE contract.id = :contract AND (:status IS NULL OR share.billing_status = :status)
ORDER BY share.share_date DESC, COALESCE(t.key, milestone.key), share.id
LIMIT :limit OFFSET :offset

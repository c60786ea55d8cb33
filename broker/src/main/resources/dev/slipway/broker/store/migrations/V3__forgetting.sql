-- Operations are listed, and forgotten, by their times.

CREATE INDEX operation_by_time ON operation (began_at);
CREATE INDEX instance_by_change ON instance (state, changed_at);
CREATE INDEX binding_by_change ON binding (state, changed_at);

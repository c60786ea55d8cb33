-- Indexes of what is asked for only: what runs, and what counts for a plan. An operation that ends,
-- or an instance that becomes ready, changes fewer of them. Of an instance with many operations
-- those that run are found without a look at the others.

DROP INDEX operation_running;
CREATE INDEX operation_running ON operation (instance) WHERE state = 'running';
DROP INDEX instance_by_plan;
CREATE INDEX instance_by_plan ON instance (plan) WHERE state NOT IN ('deleted', 'failed');

"""What bench/image-builders, bench/startup and bench/qcow2 share: running, measuring, tables."""

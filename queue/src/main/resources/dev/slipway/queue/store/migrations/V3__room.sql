-- Disk is promised to builds that run, of which there are few: build_running finds them.
DROP INDEX build_space;

"""The benchmark (`make bench`): fills a private database with complaints and measures what docs/performance.md lists."""

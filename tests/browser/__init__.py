"""Tests that need a browser: Chromium, driven by Playwright; run by `make test-long`."""

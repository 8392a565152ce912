"""The record on the screen and over HTTP: `create_app` makes the application, `comity serve` runs it."""

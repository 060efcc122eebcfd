"""The component tags, built into every template."""

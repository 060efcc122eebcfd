"""Pure decisions about the follow-up: facts in, verdict out; no Django models, no clock."""

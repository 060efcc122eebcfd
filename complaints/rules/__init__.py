"""Pure decisions about a case: facts in, verdict out; no Django models, no clock."""

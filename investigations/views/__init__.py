"""The screens of the follow-up, all of them inside one case and for staff alone."""

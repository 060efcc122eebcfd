"""What this room hangs on the case screen: its tab, the actions and tasks that fit the state, its words on the timeline."""
